"""The filters of the admins' list of visits."""

from collections.abc import Iterator, Mapping

from bot.callbacks.bookings import (
    ClearClientFilter,
    ClearFilters,
    FilterBy,
    FilterByDays,
    FilterByStatus,
    FilterPart,
    OnlyStatus,
    OpenBookingList,
    OpenFilterPart,
)
from bot.handlers.bookings.filter_texts import ANY, NAMES_OF_DAYS, id_of, names_of, part_text
from bot.ui.layout import PageOf, choice, column, grid, page_line, page_row
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import NAME_ON_BUTTON, capitalized, label, paragraphs
from bot.ui.visit.status import SHORT
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import BookingFilter
from domain.visit_queries.ports import FilterChoices

PAGE_SIZE = 10
IN_A_ROW = 2

HEADINGS: Mapping[FilterPart, str] = {
    FilterPart.DAYS: gettext_noop("📅 <b>Visits of which days?</b>"),
    FilterPart.STATUS: gettext_noop("📌 <b>Visits in which state?</b>"),
    FilterPart.LOCATION: gettext_noop("📍 <b>Visits at which location?</b>"),
    FilterPart.MASTER: gettext_noop("✂️ <b>Visits to which master?</b>"),
    FilterPart.SERVICE: gettext_noop("💇 <b>Visits for which service?</b>"),
}


def render_booking_filters(
    wanted: BookingFilter, choices: FilterChoices, localizer: Localizer
) -> Screen:
    """Show the filters of the list with their values."""
    several = len(choices.locations) > 1
    parts = (part for part in FilterPart if several or part is not FilterPart.LOCATION)
    buttons = (
        Button(label(part_text(part, wanted, choices, localizer)), tap=OpenFilterPart(part=part))
        for part in parts
    )
    text = paragraphs(
        localizer.t("🔎 <b>Which visits?</b>"), localizer.t("Tap what you would like to change.")
    )
    rows = (*column(buttons), *_everybody_row(wanted, localizer))
    return Screen(text, (*rows, (_show(localizer), clear_button(localizer))))


def render_filter_part(
    part: FilterPart, wanted: BookingFilter, choices: FilterChoices, page: int, localizer: Localizer
) -> Screen:
    """Show the choices of one part."""
    heading = localizer.t(HEADINGS[part])
    if part is FilterPart.DAYS:
        return Screen(paragraphs(heading, days_hint(localizer)), _days_rows(wanted, localizer))
    if part is FilterPart.STATUS:
        hint = localizer.t("Tick as many as you like.")
        return Screen(paragraphs(heading, hint), _status_rows(wanted, localizer))
    shown = PageOf.cut(list(_choices(part, wanted, choices, localizer)), page, PAGE_SIZE)
    rows = (*column(shown.items), *page_row(shown.number, shown.pages, localizer))
    return Screen(paragraphs(heading, page_line(shown.number, shown.pages, localizer)), rows)


def days_hint(localizer: Localizer) -> str:
    """Explain how to write other days."""
    return localizer.t("Or write other days, such as <code>Dec 1 - Dec 15</code>")


def clear_button(localizer: Localizer) -> Button:
    """Return the button that resets the filters."""
    return Button(label(localizer.t("✖ Clear")), tap=ClearFilters())


def _everybody_row(wanted: BookingFilter, localizer: Localizer) -> Rows:
    """Offer to clear only the search."""
    if wanted.clients is None:
        return ()
    return ((Button(label(localizer.t("👤 Of everybody again")), tap=ClearClientFilter()),),)


def _show(localizer: Localizer) -> Button:
    words = label(localizer.t("🗂 Show the visits"))
    return Button(words, tap=OpenBookingList(), style=ButtonStyle.PRIMARY)


def _days_rows(wanted: BookingFilter, localizer: Localizer) -> Rows:
    buttons = [
        choice(localizer.t(words), FilterByDays(days=days), is_chosen=wanted.days is days)
        for days, words in NAMES_OF_DAYS.items()
    ]
    return grid(buttons, IN_A_ROW)


def _status_rows(wanted: BookingFilter, localizer: Localizer) -> Rows:
    anything = choice(
        localizer.t(ANY[FilterPart.STATUS]),
        FilterBy(part=FilterPart.STATUS, id=0),
        is_chosen=not wanted.statuses,
    )
    rows = (_status_row(status, wanted, localizer) for status in BookingStatus)
    return (*rows, (anything,), (_show(localizer),))


def _status_row(
    status: BookingStatus, wanted: BookingFilter, localizer: Localizer
) -> tuple[Button, ...]:
    """Offer to tick a status, or to list only this status."""
    is_on = status in wanted.statuses
    tick = choice(
        capitalized(localizer.t(SHORT[status])),
        FilterByStatus(status=status, on=not is_on),
        is_chosen=is_on,
    )
    return tick, Button(label(localizer.t("This alone")), tap=OnlyStatus(status=status))


def _choices(
    part: FilterPart, wanted: BookingFilter, choices: FilterChoices, localizer: Localizer
) -> Iterator[Button]:
    """Yield a button for any, and one for each choice; a chosen location limits the choices."""
    chosen = id_of(part, wanted)
    yield choice(localizer.t(ANY[part]), FilterBy(part=part, id=0), is_chosen=chosen is None)
    for one, name in names_of(part, choices.at(wanted.location_id)):
        words = localizer.name(name, NAME_ON_BUTTON)
        yield choice(words, FilterBy(part=part, id=one), is_chosen=one == chosen)
