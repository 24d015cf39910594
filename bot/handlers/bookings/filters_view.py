"""The filters of an admin's list of visits."""

from collections.abc import Iterator, Mapping

from bot.callbacks.bookings import (
    ClearFilters,
    FilterBy,
    FilterByDays,
    FilterByStatus,
    FilterPart,
    OfEverybody,
    OnlyStatus,
    OpenBookingList,
    OpenFilterPart,
)
from bot.handlers.bookings.filter_texts import ANY, NAMES_OF_DAYS, id_of, names_of, part_words
from bot.ui.layout import PageOf, choice, column, grid, page_line, page_row
from bot.ui.localizer import Reader, say
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import NAME_ON_BUTTON, capitalized, label, paragraphs
from bot.ui.visit.status import SHORT
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import BookingFilter
from domain.visit_queries.ports import FilterChoices

PAGE_SIZE = 10
IN_A_ROW = 2

HEADINGS: Mapping[FilterPart, str] = {
    FilterPart.DAYS: say("📅 <b>Visits of which days?</b>"),
    FilterPart.STATUS: say("📌 <b>Visits in which state?</b>"),
    FilterPart.LOCATION: say("📍 <b>Visits at which location?</b>"),
    FilterPart.MASTER: say("✂️ <b>Visits to which master?</b>"),
    FilterPart.SERVICE: say("💇 <b>Visits for which service?</b>"),
}


def render_booking_filters(wanted: BookingFilter, choices: FilterChoices, reader: Reader) -> Screen:
    """Show by what the list can be narrowed down, and to what it is."""
    several = len(choices.locations) > 1
    parts = (part for part in FilterPart if several or part is not FilterPart.LOCATION)
    buttons = (
        Button(label(part_words(part, wanted, choices, reader)), tap=OpenFilterPart(part=part))
        for part in parts
    )
    text = paragraphs(
        reader.say("🔎 <b>Which visits?</b>"), reader.say("Tap what you would like to change.")
    )
    rows = (*column(buttons), *_everybody_row(wanted, reader))
    return Screen(text, (*rows, (_show(reader), clear_button(reader))))


def render_filter_part(
    part: FilterPart, wanted: BookingFilter, choices: FilterChoices, page: int, reader: Reader
) -> Screen:
    """Show the choices of one part."""
    heading = reader.say(HEADINGS[part])
    if part is FilterPart.DAYS:
        return Screen(paragraphs(heading, days_hint(reader)), _days_rows(wanted, reader))
    if part is FilterPart.STATUS:
        hint = reader.say("Tick as many as you like.")
        return Screen(paragraphs(heading, hint), _status_rows(wanted, reader))
    shown = PageOf.cut(list(_choices(part, wanted, choices, reader)), page, PAGE_SIZE)
    rows = (*column(shown.items), *page_row(shown.number, shown.pages, reader))
    return Screen(paragraphs(heading, page_line(shown.number, shown.pages, reader)), rows)


def days_hint(reader: Reader) -> str:
    """Say how other days can be written."""
    return reader.say("Or write other days, such as <code>Dec 1 - Dec 15</code>")


def clear_button(reader: Reader) -> Button:
    """Return the way back to the list as it is at first."""
    return Button(label(reader.say("✖ Clear")), tap=ClearFilters())


def _everybody_row(wanted: BookingFilter, reader: Reader) -> Rows:
    """Let go of the search alone."""
    if wanted.clients is None:
        return ()
    return ((Button(label(reader.say("👤 Of everybody again")), tap=OfEverybody()),),)


def _show(reader: Reader) -> Button:
    words = label(reader.say("🗂 Show the visits"))
    return Button(words, tap=OpenBookingList(), style=ButtonStyle.PRIMARY)


def _days_rows(wanted: BookingFilter, reader: Reader) -> Rows:
    buttons = [
        choice(reader.say(words), FilterByDays(days=days), is_chosen=wanted.days is days)
        for days, words in NAMES_OF_DAYS.items()
    ]
    return grid(buttons, IN_A_ROW)


def _status_rows(wanted: BookingFilter, reader: Reader) -> Rows:
    anything = choice(
        reader.say(ANY[FilterPart.STATUS]),
        FilterBy(part=FilterPart.STATUS, id=0),
        is_chosen=not wanted.statuses,
    )
    rows = (_status_row(status, wanted, reader) for status in BookingStatus)
    return (*rows, (anything,), (_show(reader),))


def _status_row(status: BookingStatus, wanted: BookingFilter, reader: Reader) -> tuple[Button, ...]:
    """Tick a state or not, or list it alone at once."""
    is_on = status in wanted.statuses
    tick = choice(
        capitalized(reader.say(SHORT[status])),
        FilterByStatus(status=status, on=not is_on),
        is_chosen=is_on,
    )
    return tick, Button(label(reader.say("This alone")), tap=OnlyStatus(status=status))


def _choices(
    part: FilterPart, wanted: BookingFilter, choices: FilterChoices, reader: Reader
) -> Iterator[Button]:
    """Yield a button for any, and one for each; at one location, for what there is there."""
    chosen = id_of(part, wanted)
    yield choice(reader.say(ANY[part]), FilterBy(part=part, id=0), is_chosen=chosen is None)
    for one, name in names_of(part, choices.at(wanted.location_id)):
        words = reader.name(name, NAME_ON_BUTTON)
        yield choice(words, FilterBy(part=part, id=one), is_chosen=one == chosen)
