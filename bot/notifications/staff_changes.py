"""What clients are told of what the staff did about their visit."""

from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup

from bot.callbacks.changes import CancelTold, MoveTold, OpenTold
from bot.ui.localizer import Reader, say
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import bold, label, lines, one_line, paragraphs, quoted
from bot.ui.visit.change_buttons import change_line, change_rows
from bot.ui.visit.hold_lines import rows_of_expired
from bot.ui.visit.lines import item_lines, note_line, place_line, when_lines
from bot.ui.visit.message_lines import visit_lines
from domain.notifications.notification import News
from domain.shared.money import Money
from domain.visit.model import Visit
from domain.visit.reasons import MAX_REASON_LENGTH, StaffReason

REASONS: Mapping[str, str] = {
    StaffReason.ILLNESS: say("The reason: one of us is ill. We are sorry."),
    StaffReason.CLOSED: say("The reason: we are closed at that time. We are sorry."),
    StaffReason.CLIENT_ASKED: say("We did so because you asked us to."),
    StaffReason.MISTAKE: say("The reason: it was booked by mistake. We are sorry."),
}


def visit_made(news: News, reader: Reader) -> Screen:
    """A visit was booked for the client."""
    visit = _visit(news)
    text = paragraphs(
        reader.say("📅 <b>We have booked a visit for you</b>"),
        *_visit_paragraphs(visit, reader),
        note_line(visit.note),
        change_line(visit, news.locks, reader),
    )
    return Screen(text, _rows(news, visit, reader))


def visit_moved(news: News, reader: Reader) -> Screen:
    """A visit has another time."""
    visit = _visit(news)
    old_start_at = datetime.fromisoformat(str(news.facts["old_start_at"]))
    before = reader.day_and_time(old_start_at, visit.location.timezone)
    text = paragraphs(
        lines(
            reader.say("🔁 <b>We have moved your visit</b>"),
            reader.say("Before: {when}", when=before),
        ),
        *_visit_paragraphs(visit, reader),
        change_line(visit, news.locks, reader),
    )
    return Screen(text, _rows(news, visit, reader))


def visit_cancelled(news: News, reader: Reader) -> Screen:
    """A visit was let go."""
    visit = _visit(news)
    text = paragraphs(
        reader.say("🚫 <b>We had to cancel your visit</b>")
        if news.reason != StaffReason.CLIENT_ASKED
        else reader.say("🚫 <b>Your visit is cancelled</b>"),
        visit_lines(visit, reader),
        _reason_lines(news.reason, reader),
        _money_line(news, visit, reader),
    )
    return Screen(text, rows_of_expired(visit, reader))


def _visit_paragraphs(visit: Visit, reader: Reader) -> tuple[Markup, ...]:
    zone = visit.location.timezone
    return (
        when_lines(visit.items, zone, reader),
        item_lines(visit.items, zone, reader, with_prices=True),
        place_line(visit.location, reader),
    )


def _rows(news: News, visit: Visit, reader: Reader) -> Rows:
    """Lead to the card, and to what can be changed at this moment."""
    move, cancel = MoveTold(booking_id=visit.id), CancelTold(booking_id=visit.id)
    card = Button(label(reader.say("🗂 My visit")), tap=OpenTold(booking_id=visit.id))
    return ((card,), *change_rows(news.locks, move, cancel, reader))


def _reason_lines(reason: str, reader: Reader) -> Markup | None:
    if not reason:
        return None
    if reason in REASONS:
        return reader.say(REASONS[reason])
    return lines(reader.say("The reason:"), quoted(one_line(reason, MAX_REASON_LENGTH)))


def _money_line(news: News, visit: Visit, reader: Reader) -> Markup | None:
    refund = Money(int(news.facts.get("refund_minor", 0)), visit.price.currency)
    if not refund.amount_minor:
        return None
    return reader.say(
        "💸 All that you paid, {paid}, goes back to you.", paid=bold(reader.money(refund))
    )


def _visit(news: News) -> Visit:
    if news.visit is None:
        raise ValueError(f"{news.kind} is about a visit")
    return news.visit
