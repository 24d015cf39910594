from datetime import UTC, datetime

from icalendar import Calendar, Event
from icalendar.enums import STATUS

from bot.ui.localizer import Localizer
from bot.ui.text import one_line
from domain.visit.model import BookingStatus, Visit

PRODUCT = "-//Bookline//Bookline//EN"
LOCATION_LIMIT = 250


def render_calendar_file(visit: Visit, now: datetime, localizer: Localizer) -> tuple[str, bytes]:
    """Return the name and the content of a file for the client's calendar (RFC 5545).

    The UID stays the same and SEQUENCE rises with every change of the visit, so that a later
    file moves the entry of an earlier one, or removes it.
    """
    is_cancelled = visit.status is BookingStatus.CANCELLED
    event = Event.new(
        uid=visit.request_key,
        sequence=visit.version + is_cancelled,  # the version counts only changes of time
        stamp=now.astimezone(UTC),
        start=visit.starts_at.astimezone(UTC),
        end=visit.ends_at.astimezone(UTC),
        summary=_summary(visit, localizer),
        location=_place(visit, localizer),
        status=STATUS.CANCELLED if is_cancelled else STATUS.CONFIRMED,
    )
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    calendar.add_component(event)
    day = visit.starts_at.astimezone(visit.location.timezone).date()
    return f"visit-{day.isoformat()}.ics", calendar.to_ical()


def _summary(visit: Visit, localizer: Localizer) -> str:
    services = ", ".join(localizer.name(item.service_name) for item in visit.items)
    return f"{services} · {localizer.name(visit.location.name)}"


def _place(visit: Visit, localizer: Localizer) -> str:
    name = localizer.name(visit.location.name)
    if not visit.location.address.strip():
        return name
    return f"{name}, {one_line(visit.location.address, LOCATION_LIMIT)}"
