"""Notifications to clients about changes that the staff made to their visit."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.callbacks.changes import CancelFromNotification, MoveFromNotification, OpenFromNotification
from bot.notifications.texts.registry import to_one
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import bold, label, lines, one_line, paragraphs, quoted
from bot.ui.visit.change_buttons import change_line, change_rows
from bot.ui.visit.hold_lines import rows_of_expired
from bot.ui.visit.lines import item_lines, note_line, place_line, when_lines
from bot.ui.visit.message_lines import visit_lines
from domain.booking.messages import MovedFacts
from domain.notifications.content.contents import CancelledContent, ChangeableContent
from domain.notifications.kinds.bookings.booking_cancelled import BOOKING_CANCELLED
from domain.notifications.kinds.bookings.booking_made import BOOKING_MADE
from domain.notifications.kinds.bookings.booking_moved import BOOKING_MOVED
from domain.outbox.message import Facts
from domain.shared.money import Money
from domain.visit.messages import CancelledFacts
from domain.visit.model import Visit
from domain.visit.reasons import MAX_REASON_LENGTH, StaffReason

REASONS: Mapping[str, str] = {
    StaffReason.ILLNESS: gettext_noop("The reason: one of us is ill. We are sorry."),
    StaffReason.CLOSED: gettext_noop("The reason: we are closed at that time. We are sorry."),
    StaffReason.CLIENT_ASKED: gettext_noop("We did so because you asked us to."),
    StaffReason.MISTAKE: gettext_noop("The reason: it was booked by mistake. We are sorry."),
}


@to_one(BOOKING_MADE)
def visit_made(content: ChangeableContent[Facts], localizer: Localizer) -> Screen:
    """A visit was booked for the client."""
    visit = content.visit
    text = paragraphs(
        localizer.t("📅 <b>We have booked a visit for you</b>"),
        *_visit_paragraphs(visit, localizer),
        note_line(visit.note),
        change_line(visit, content.locks, localizer),
    )
    return Screen(text, _rows(content, localizer))


@to_one(BOOKING_MOVED)
def visit_moved(content: ChangeableContent[MovedFacts], localizer: Localizer) -> Screen:
    """A visit was moved."""
    visit = content.visit
    before = localizer.day_and_time(content.facts.old_start_at, visit.location.timezone)
    text = paragraphs(
        lines(
            localizer.t("🔁 <b>We have moved your visit</b>"),
            localizer.t("Before: {when}", when=before),
        ),
        *_visit_paragraphs(visit, localizer),
        change_line(visit, content.locks, localizer),
    )
    return Screen(text, _rows(content, localizer))


@to_one(BOOKING_CANCELLED)
def visit_cancelled(content: CancelledContent[CancelledFacts], localizer: Localizer) -> Screen:
    """A visit was cancelled."""
    visit = content.visit
    text = paragraphs(
        localizer.t("🚫 <b>We had to cancel your visit</b>")
        if content.reason != StaffReason.CLIENT_ASKED
        else localizer.t("🚫 <b>Your visit is cancelled</b>"),
        visit_lines(visit, localizer),
        _reason_lines(content.reason, localizer),
        _money_line(content, localizer),
    )
    return Screen(text, rows_of_expired(visit, localizer))


def _visit_paragraphs(visit: Visit, localizer: Localizer) -> tuple[Markup, ...]:
    zone = visit.location.timezone
    return (
        when_lines(visit.items, zone, localizer),
        item_lines(visit.items, zone, localizer, with_prices=True),
        place_line(visit.location, localizer),
    )


def _rows(content: ChangeableContent[Any], localizer: Localizer) -> Rows:
    """Return the buttons to the card, and to the changes that are possible now."""
    visit = content.visit
    move, cancel = (
        MoveFromNotification(booking_id=visit.id),
        CancelFromNotification(booking_id=visit.id),
    )
    card = Button(label(localizer.t("🗂 My visit")), tap=OpenFromNotification(booking_id=visit.id))
    return ((card,), *change_rows(content.locks, move, cancel, localizer))


def _reason_lines(reason: str, localizer: Localizer) -> Markup | None:
    if not reason:
        return None
    if reason in REASONS:
        return localizer.t(REASONS[reason])
    return lines(localizer.t("The reason:"), quoted(one_line(reason, MAX_REASON_LENGTH)))


def _money_line(content: CancelledContent[CancelledFacts], localizer: Localizer) -> Markup | None:
    refund = Money(content.facts.refund_minor or 0, content.visit.price.currency)
    if not refund.amount_minor:
        return None
    return localizer.t(
        "💸 All that you paid, {paid}, goes back to you.", paid=bold(localizer.money(refund))
    )
