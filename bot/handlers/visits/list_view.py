from datetime import datetime

from markupsafe import Markup

from bot.callbacks.booking import OpenBooking
from bot.callbacks.visits import OpenVisit, ShowVisits
from bot.ui.layout import column, page_line, page_row
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import TEXT_ON_LIST, bold, capitalized, joined, label, lines, one_line, paragraphs
from bot.ui.visit.hold_lines import time_to_pay
from bot.ui.visit.late_payment import waiting_line
from bot.ui.visit.status import past_status
from domain.visit.model import Visit
from domain.visit_queries.list_visits import VisitPage


def render_visits(page: VisitPage, past: bool, now: datetime, localizer: Localizer) -> Screen:
    """Show one page of upcoming or past visits, with their status `now`."""
    switch = Button(
        label(localizer.t("Coming visits") if past else localizer.t("Past visits")),
        tap=ShowVisits(past=not past),
    )
    if not page.visits:
        return _render_empty(past, switch, localizer)
    text = paragraphs(
        localizer.t("🗂 <b>Your past visits</b>") if past else localizer.t("🗂 <b>Your visits</b>"),
        *(_entry(visit, past, now, localizer) for visit in page.visits),
        page_line(page.page, page.pages, localizer),
    )
    buttons = (
        Button(label(_when(visit, past, localizer)), tap=OpenVisit(booking_id=visit.id))
        for visit in page.visits
    )
    return Screen(text, (*column(buttons), *page_row(page.page, page.pages, localizer), (switch,)))


def _render_empty(past: bool, switch: Button, localizer: Localizer) -> Screen:
    if past:
        return Screen(
            localizer.t(
                "🗂 <b>No past visits</b>\n\nOnce you have been here, you find your visits here."
            ),
            ((switch,),),
        )
    book = Button(
        label(localizer.t("📅 Book a visit")), tap=OpenBooking(), style=ButtonStyle.PRIMARY
    )
    text = localizer.t("🗂 <b>No visits ahead</b>\n\nShall we find a time for you?")
    return Screen(text, ((book,), (switch,)))


def _entry(visit: Visit, past: bool, now: datetime, localizer: Localizer) -> Markup:
    names = ", ".join(localizer.name(item.service_name) for item in visit.items)
    masters = dict.fromkeys(localizer.name(item.master_name) for item in visit.items)
    return lines(
        joined(
            bold(_when(visit, past, localizer)),
            past_status(visit, localizer) if past else time_to_pay(visit, now, localizer),
        ),
        None if past else waiting_line(visit, localizer),
        joined(one_line(names, TEXT_ON_LIST), one_line(", ".join(masters), TEXT_ON_LIST)),
    )


def _when(visit: Visit, past: bool, localizer: Localizer) -> str:
    zone = visit.location.timezone
    day = visit.starts_at.astimezone(zone).date()
    written = localizer.past_day(day) if past else localizer.day(day)
    return f"{capitalized(written)}, {localizer.time(visit.starts_at, zone)}"
