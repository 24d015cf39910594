from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress
from icalendar.enums import STATUS

from bot.ui.localizer import Localizer
from bot.ui.text import one_line
from domain.visit.model import BookingStatus, Visit

PRODUCT = "-//Bookline//Bookline//EN"
LOCATION_LIMIT = 250
REMIND_BEFORE = timedelta(hours=1)

ORGANIZER = "mailto:noreply@bookline.invalid"
"""RFC 5546 wants an organizer in PUBLISH and CANCEL, the same in each; no mail ever arrives here.

A business has no e-mail address in the bot. `.invalid` is reserved (RFC 2606), so that an answer
of a calendar program reaches nobody else.
"""


def render_calendar_file(
    visit: Visit, now: datetime, bot_link: str, localizer: Localizer
) -> tuple[str, bytes]:
    """Return the name and the content of a file for the client's calendar (RFC 5545, 5546).

    The UID stays the same and SEQUENCE rises with every change of the visit, so that a later
    file moves the entry of an earlier one, or removes it.
    """
    is_cancelled = visit.status is BookingStatus.CANCELLED
    event = Event.new(
        uid=visit.request_key,
        sequence=visit.version + is_cancelled,  # the version counts only changes of time
        stamp=now.astimezone(UTC),
        last_modified=now.astimezone(UTC),
        start=visit.starts_at.astimezone(UTC),
        end=visit.ends_at.astimezone(UTC),
        summary=_summary(visit, localizer),
        description=_description(visit, bot_link, localizer),
        location=_place(visit, localizer),
        organizer=_organizer(visit, localizer),
        url=bot_link,
        status=STATUS.CANCELLED if is_cancelled else STATUS.CONFIRMED,
    )
    if not is_cancelled:  # RFC 5546, 3.2.5: a CANCEL has no alarm
        event.add_component(_alarm(visit, localizer))
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


def _description(visit: Visit, bot_link: str, localizer: Localizer) -> str:
    """Say what is done by whom, where, and how to change it."""
    services = (
        f"{localizer.time(item.start_at, visit.location.timezone)} "
        f"{localizer.name(item.service_name)} · {localizer.name(item.master_name)}"
        for item in visit.items
    )
    if visit.status is BookingStatus.CANCELLED:
        how = localizer.t("This appointment was cancelled. To book again: {link}", link=bot_link)
    else:
        how = localizer.t("To reschedule or cancel, open the chat: {link}", link=bot_link)
    return "\n".join((*services, _place(visit, localizer), "", how.unescape()))


def _organizer(visit: Visit, localizer: Localizer) -> vCalAddress:
    organizer = vCalAddress(ORGANIZER)
    name = localizer.name(visit.location.name)
    organizer.params["CN"] = name.replace('"', "'")  # a parameter cannot hold it
    return organizer


def _alarm(visit: Visit, localizer: Localizer) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _summary(visit, localizer))
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm


def _place(visit: Visit, localizer: Localizer) -> str:
    name = localizer.name(visit.location.name)
    if not visit.location.address.strip():
        return name
    return f"{name}, {one_line(visit.location.address, LOCATION_LIMIT)}"
