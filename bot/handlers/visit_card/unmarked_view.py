from datetime import UTC

from bot.callbacks.visit_card import OpenListedVisit
from bot.ui.layout import column, page_line, page_row
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Screen
from bot.ui.text import LABEL_LIMIT, joined, label, paragraphs
from domain.outcomes.list_unmarked import UnmarkedPage
from domain.visit.staff_ports import UnmarkedVisit

BETWEEN = " · "


def render_unmarked(page: UnmarkedPage, localizer: Localizer) -> Screen:
    """List visits without an outcome."""
    if not page.total:
        return Screen(localizer.t("✅ <b>Every visit is marked</b>"))
    count = localizer.tn("{count} visit", "{count} visits", page.total)
    text = paragraphs(
        joined(localizer.t("❔ <b>What became of these visits?</b>"), count),
        localizer.t("Tap one to say whether the client came, and how it was paid."),
        page_line(page.page, page.pages, localizer),
    )
    rows = column(_button(visit, localizer) for visit in page.visits)
    return Screen(text, (*rows, *page_row(page.page, page.pages, localizer)))


def _button(visit: UnmarkedVisit, localizer: Localizer) -> Button:
    """Label with time, client, master and location; the names share the available room."""
    start_at, zone = visit.start_at, visit.start_at.tzinfo or UTC
    when = f"{localizer.day(start_at.date())}, {localizer.time(start_at, zone)}"
    names = [name for name in (visit.master_name, visit.location_name) if name]
    room = (LABEL_LIMIT - len(when)) // (1 + len(names)) - len(BETWEEN)
    shown = (
        localizer.person(visit.client_name, room),
        *(localizer.name(name, room) for name in names),
    )
    return Button(label(when, *shown), tap=OpenListedVisit(booking_id=visit.booking_id))
