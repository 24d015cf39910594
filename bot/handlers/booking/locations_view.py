from collections.abc import Sequence

from bot.callbacks.booking import ChooseLocation
from bot.ui.layout import PageOf, column, page_line, page_row
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Screen
from bot.ui.text import TEXT_ON_LIST, bold, label, lines, one_line, paragraphs
from domain.catalog.model import Location

PAGE_SIZE = 10


def render_locations(locations: Sequence[Location], localizer: Localizer, page: int = 0) -> Screen:
    """Offer the locations of a business with several."""
    shown = PageOf.cut(locations, page, PAGE_SIZE)
    entries = (
        lines(
            bold(localizer.name(location.name)),
            one_line(location.address, TEXT_ON_LIST) if location.address else None,
        )
        for location in shown.items
    )
    text = paragraphs(
        localizer.t("📍 <b>Where would you like to come?</b>"),
        *entries,
        page_line(shown.number, shown.pages, localizer),
    )
    buttons = (
        Button(label(localizer.name(location.name)), tap=ChooseLocation(location_id=location.id))
        for location in shown.items
    )
    return Screen(text, (*column(buttons), *page_row(shown.number, shown.pages, localizer)))
