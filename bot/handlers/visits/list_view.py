from datetime import datetime

from markupsafe import Markup

from bot.callbacks.booking import OpenBooking
from bot.callbacks.visits import OpenVisit, ShowVisits
from bot.ui.layout import column, page_line, page_row
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import TEXT_ON_LIST, bold, capitalized, joined, label, lines, one_line, paragraphs
from bot.ui.visit.hold_lines import time_to_pay
from bot.ui.visit.late_payment import waiting_line
from bot.ui.visit.status import past_status
from domain.visit.model import Visit
from domain.visit_queries.list_visits import VisitPage


def render_visits(page: VisitPage, past: bool, now: datetime, reader: Reader) -> Screen:
    """Show one page of the coming visits, or of the past ones, as they stand `now`."""
    switch = Button(
        label(reader.say("Coming visits") if past else reader.say("Past visits")),
        tap=ShowVisits(past=not past),
    )
    if not page.visits:
        return _render_empty(past, switch, reader)
    text = paragraphs(
        reader.say("🗂 <b>Your past visits</b>") if past else reader.say("🗂 <b>Your visits</b>"),
        *(_entry(visit, past, now, reader) for visit in page.visits),
        page_line(page.page, page.pages, reader),
    )
    buttons = (
        Button(label(_when(visit, past, reader)), tap=OpenVisit(booking_id=visit.id))
        for visit in page.visits
    )
    return Screen(text, (*column(buttons), *page_row(page.page, page.pages, reader), (switch,)))


def _render_empty(past: bool, switch: Button, reader: Reader) -> Screen:
    if past:
        return Screen(
            reader.say(
                "🗂 <b>No past visits</b>\n\nOnce you have been here, you find your visits here."
            ),
            ((switch,),),
        )
    book = Button(
        label(reader.say("📅 Book a visit")), tap=OpenBooking(), style=ButtonStyle.PRIMARY
    )
    text = reader.say("🗂 <b>No visits ahead</b>\n\nShall we find a time for you?")
    return Screen(text, ((book,), (switch,)))


def _entry(visit: Visit, past: bool, now: datetime, reader: Reader) -> Markup:
    names = ", ".join(reader.name(item.service_name) for item in visit.items)
    masters = dict.fromkeys(reader.name(item.master_name) for item in visit.items)
    return lines(
        joined(
            bold(_when(visit, past, reader)),
            past_status(visit, reader) if past else time_to_pay(visit, now, reader),
        ),
        None if past else waiting_line(visit, reader),
        joined(one_line(names, TEXT_ON_LIST), one_line(", ".join(masters), TEXT_ON_LIST)),
    )


def _when(visit: Visit, past: bool, reader: Reader) -> str:
    zone = visit.location.timezone
    day = visit.starts_at.astimezone(zone).date()
    written = reader.past_day(day) if past else reader.day(day)
    return f"{capitalized(written)}, {reader.time(visit.starts_at, zone)}"
