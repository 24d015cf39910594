"""Everybody's visits, as an admin reads them."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from markupsafe import Markup

from bot.callbacks import FilterByDays, OpenBookingFilters, OpenListedVisit, Page
from bot.views.booking_filter_words import filter_line
from bot.views.booking_filters import clear_button
from bot.views.reader import Reader
from bot.views.rows import column, page_line
from bot.views.screen import Button, Rows, Screen
from bot.views.visit_status import SHORT
from bot.views.words import (
    NAME_ON_BUTTON,
    bold,
    capitalized,
    joined,
    label,
    lines,
    one_line,
    paragraphs,
)
from domain.booking.booking_filter import BookingFilter, NamedDays
from domain.booking.list_bookings import BookingPage
from domain.booking.list_ports import BookingLine
from domain.booking.model import OCCUPYING

NAMES_LIMIT = 60


def render_bookings(
    page: BookingPage, wanted: BookingFilter, now: datetime, reader: Reader
) -> Screen:
    """Show one page of everybody's visits, as they stand `now`, with what narrows the list down."""
    count = reader.say_many("{count} visit", "{count} visits", page.total)
    text = paragraphs(
        lines(
            joined(reader.say("🗂 <b>Bookings</b>"), count),
            filter_line(wanted, page.choices, page.clients, reader),
        ),
        *_by_day(page, now, reader),
        page_line(page.page, page.pages, reader),
        reader.say("To find somebody's visits, write part of the name or of the phone number."),
    )
    visits = column(_button(line, now, reader) for line in page.lines)
    rows = (*visits, *_turning_row(page), *_wider_row(page, wanted, reader))
    return Screen(text, (*rows, _filter_row(wanted, reader)))


def _by_day(page: BookingPage, now: datetime, reader: Reader) -> Iterator[Markup]:
    several = len(page.choices.locations) > 1
    for day, visits in groupby(page.lines, key=_day):
        entries = (_entry(line, now, reader, with_location=several) for line in visits)
        yield lines(bold(capitalized(_written(day, now, reader))), *entries)


def _entry(line: BookingLine, now: datetime, reader: Reader, *, with_location: bool) -> Markup:
    services = ", ".join(dict.fromkeys(map(reader.name, line.services)))
    masters = ", ".join(dict.fromkeys(map(reader.name, line.masters)))
    return joined(
        bold(reader.both_times(line.start_at, line.location.timezone)),
        one_line(line.client_name, NAME_ON_BUTTON),
        one_line(services, NAMES_LIMIT),
        one_line(masters, NAMES_LIMIT),
        reader.name(line.location.name, NAME_ON_BUTTON) if with_location else None,
        _state(line, now, reader),
    )


def _state(line: BookingLine, now: datetime, reader: Reader) -> Markup:
    if line.status in OCCUPYING and line.end_at <= now:
        return reader.say("was booked")
    return reader.say(SHORT[line.status])


def _button(line: BookingLine, now: datetime, reader: Reader) -> Button:
    time = reader.time(line.start_at, line.location.timezone)
    when = f"{capitalized(_written(_day(line), now, reader))}, {time}"
    words = label(when, one_line(line.client_name, NAME_ON_BUTTON))
    return Button(words, tap=OpenListedVisit(booking_id=line.booking_id))


def _day(line: BookingLine) -> date:
    return line.start_at.astimezone(line.location.timezone).date()


def _written(day: date, now: datetime, reader: Reader) -> str:
    """Write a day, with its year where that is another one."""
    return reader.day(day) if day.year == now.year else reader.past_day(day)


def _turning_row(page: BookingPage) -> Rows:
    """Return the ways to the first page, to those beside, and to the last."""
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


def _wider_row(page: BookingPage, wanted: BookingFilter, reader: Reader) -> Rows:
    """Offer to look at all days where clients were searched for and have no visit."""
    if page.lines or wanted.clients is None or wanted.days is NamedDays.ALL:
        return ()
    words = label(reader.say("📅 Look at all days"))
    return ((Button(words, tap=FilterByDays(days=NamedDays.ALL)),),)


def _filter_row(wanted: BookingFilter, reader: Reader) -> tuple[Button, ...]:
    filters = Button(label(reader.say("🔎 Filters")), tap=OpenBookingFilters())
    return (filters,) if wanted == BookingFilter() else (filters, clear_button(reader))
