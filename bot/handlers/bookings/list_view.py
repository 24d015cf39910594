"""All visits, for admins."""

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.callbacks.bookings import FilterByDays, OpenBookingFilters
from bot.callbacks.home import Page
from bot.callbacks.visit_card import OpenListedVisit
from bot.handlers.bookings.filter_texts import filter_line
from bot.handlers.bookings.filters_view import clear_button
from bot.ui.layout import column, page_line
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import LABEL_LIMIT, capitalized, joined, label, lines, one_line, paragraphs
from bot.ui.visit.status import SHORT
from domain.visit.model import OCCUPYING, BookingStatus
from domain.visit_queries.booking_filter import BookingFilter, NamedDays
from domain.visit_queries.list_bookings import BookingPage
from domain.visit_queries.ports import BookingLine

BETWEEN = " · "
SHORTEST_NAME = 8


def render_bookings(
    page: BookingPage, wanted: BookingFilter, now: datetime, localizer: Localizer
) -> Screen:
    """Show one page of all visits with their status `now`, and the filters of the list."""
    count = localizer.tn("{count} visit", "{count} visits", page.total)
    text = paragraphs(
        lines(
            joined(localizer.t("🗂 <b>Bookings</b>"), count),
            filter_line(wanted, page.choices, page.clients, localizer),
        ),
        None if page.lines else _empty_line(wanted, localizer),
        page_line(page.page, page.pages, localizer),
        localizer.t("To find somebody's visits, write part of the name or of the phone number."),
    )
    several = len(page.choices.locations) > 1
    visits = column(_button(line, now, localizer, with_location=several) for line in page.lines)
    rows = (*visits, *_turning_row(page), *_wider_row(page, wanted, localizer))
    return Screen(text, (*rows, _filter_row(wanted, localizer)))


def _empty_line(wanted: BookingFilter, localizer: Localizer) -> Markup:
    """Return what to do if the list is empty."""
    if wanted == BookingFilter():
        return localizer.t("There are no visits ahead yet.")
    return localizer.t("No visit is like this. Change the filters, or clear them.")


def _button(
    line: BookingLine, now: datetime, localizer: Localizer, *, with_location: bool
) -> Button:
    """Label with time, client, special status, master and location."""
    time = localizer.time(line.start_at, line.location.timezone)
    when = f"{capitalized(_written(_day(line), now, localizer))}, {time}"
    state = _state(line, now, localizer)
    states = (state,) if state else ()
    names = [localizer.person(line.client_name), _masters(line, localizer)]
    if with_location:
        names.append(localizer.name(line.location.name))
    client, *others = _fitting(names, LABEL_LIMIT - len(BETWEEN.join((when, *states))))
    words = label(when, client, *states, *others)
    return Button(words, tap=OpenListedVisit(booking_id=line.booking_id))


def _masters(line: BookingLine, localizer: Localizer) -> str:
    """Return the first name, and the number of others."""
    first, *others = dict.fromkeys(map(localizer.name, line.masters))
    return f"{first} +{len(others)}" if others else first


def _fitting(names: Sequence[str], room: int) -> list[str]:
    """Share the room among the names, and omit the last ones if it is too small.

    The first name always remains.
    """
    share = room // len(names) - len(BETWEEN)
    if share < SHORTEST_NAME and len(names) > 1:
        return _fitting(names[:-1], room)
    return [one_line(name, max(share, SHORTEST_NAME)) for name in names]


def _state(line: BookingLine, now: datetime, localizer: Localizer) -> str | None:
    """Return the status of a visit, unless it is simply booked and upcoming."""
    if line.status in OCCUPYING and line.start_at <= now:
        return localizer.t("❔ not marked yet").unescape()
    if line.status is BookingStatus.CONFIRMED:
        return None
    return localizer.t(SHORT[line.status]).unescape()


def _day(line: BookingLine) -> date:
    return line.start_at.astimezone(line.location.timezone).date()


def _written(day: date, now: datetime, localizer: Localizer) -> str:
    """Return a day, with its year if that is not the current one."""
    return localizer.day(day) if day.year == now.year else localizer.past_day(day)


def _turning_row(page: BookingPage) -> Rows:
    """Return the buttons to the first, previous, next and last page."""
    if page.pages <= 1:
        return ()
    here, last = page.page, page.pages - 1
    targets = {
        **({0: "« {}"} if here > 1 else {}),
        **({here - 1: "‹ {}"} if here > 0 else {}),
        **({here + 1: "{} ›"} if here < last else {}),
        **({last: "{} »"} if here < last - 1 else {}),
    }
    return (
        tuple(
            Button(words.format(number + 1), tap=Page(number=number))
            for number, words in targets.items()
        ),
    )


def _wider_row(page: BookingPage, wanted: BookingFilter, localizer: Localizer) -> Rows:
    """Offer all days if a search for clients found no visit."""
    if page.lines or wanted.clients is None or wanted.days is NamedDays.ALL:
        return ()
    words = label(localizer.t("📅 Look at all days"))
    return ((Button(words, tap=FilterByDays(days=NamedDays.ALL)),),)


def _filter_row(wanted: BookingFilter, localizer: Localizer) -> tuple[Button, ...]:
    filters = Button(label(localizer.t("🔎 Filters")), tap=OpenBookingFilters())
    return (filters,) if wanted == BookingFilter() else (filters, clear_button(localizer))
