"""The card of a visit, before it is booked and after."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.ui.localizer import Localizer
from bot.ui.text import TEXT_ON_LIST, bold, capitalized, joined, lines, one_line, quoted, shortened
from domain.catalog.model import Location
from domain.shared.time import MINUTE
from domain.visit.model import VisitItem

NOTE_LIMIT = 500


def when_lines(items: Sequence[VisitItem], zone: ZoneInfo, localizer: Localizer) -> Markup:
    """Return start and end of the visit, and the reader's own time if it differs.

    A tap on the start shows it in the time of the reader's phone.
    """
    start_at = min(item.start_at.astimezone(UTC) for item in items)  # in UTC to count real minutes
    end_at = max(item.end_at.astimezone(UTC) for item in items)
    minutes = (end_at - start_at) // MINUTE
    return lines(
        Markup("📅 {}").format(
            bold(capitalized(localizer.full_day(start_at.astimezone(zone).date())))
        ),
        Markup("🕒 {}").format(
            joined(
                Markup('<b><tg-time unix="{}">{}</tg-time> – {}</b>').format(
                    int(start_at.timestamp()),
                    localizer.time(start_at, zone),
                    localizer.time(end_at, zone),
                ),
                localizer.duration(minutes),
            )
        ),
        _own_line(start_at, end_at, zone, localizer),
    )


def item_lines(
    items: Sequence[VisitItem], zone: ZoneInfo, localizer: Localizer, *, with_prices: bool
) -> Markup:
    """List the services with their masters; if there are several, with their times and prices."""
    if len(items) == 1:
        return quoted(_service_and_master(items[0], localizer))
    return quoted(
        lines(
            *(
                joined(
                    localizer.time(item.start_at, zone),
                    _service_and_master(item, localizer),
                    localizer.money(item.price) if with_prices else None,
                )
                for item in items
            )
        )
    )


def place_line(location: Location, localizer: Localizer) -> Markup:
    """Return the name and address of the location."""
    address = one_line(location.address, TEXT_ON_LIST) if location.address.strip() else None
    return Markup("📍 {}").format(
        Markup(", ").join(part for part in (localizer.name(location.name), address) if part)
    )


def note_line(note: str) -> Markup | None:
    """Return the client's note, if there is one."""
    return Markup("📝 {}").format(shortened(note.strip(), NOTE_LIMIT)) if note.strip() else None


def _service_and_master(item: VisitItem, localizer: Localizer) -> Markup:
    return joined(bold(localizer.name(item.service_name)), localizer.name(item.master_name))


def _own_line(
    start_at: datetime, end_at: datetime, zone: ZoneInfo, localizer: Localizer
) -> Markup | None:
    starts, ends = localizer.own_time(start_at, zone), localizer.own_time(end_at, zone)
    if localizer.timezone is None or starts is None or ends is None:
        return None
    return localizer.t(
        "🌐 Your time ({city}): {times}",
        city=localizer.city(localizer.timezone),
        times=f"{starts} – {ends}",
    )
