"""What became of a visit, or can be said of it, for the staff."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from bot.callbacks.visit_card import CorrectVisit, MarkVisit
from bot.ui.layout import column
from bot.ui.localizer import Reader, say
from bot.ui.screen import Button, ButtonStyle, Rows
from bot.ui.text import bold, label
from domain.shared.ids import BookingId
from domain.visit.model import OCCUPYING, BookingStatus, Visit
from domain.visit.outcomes import OUTCOMES, Mark
from domain.visit.venue import left_to_pay
from domain.visit_queries.get_staff_visit import StaffVisitCard

WORDS_OF_MARKS: Mapping[Mark, str] = {
    Mark.ARRIVED: say("👋 Is here"),
    Mark.DONE: say("✅ Came, is paid for"),
    Mark.CASH: say("💶 Came, paid in cash"),
    Mark.CARD: say("💳 Came, paid by card"),
    Mark.MISSED: say("🚷 Did not come"),
}


def mark_rows(card: StaffVisitCard, reader: Reader) -> Rows:
    """Return what can be said of the visit, or instead of what was said: a button each."""
    corrections = (
        Button(
            label(reader.say("✏️ {mark}", mark=reader.say(WORDS_OF_MARKS[mark]))),
            tap=CorrectVisit(booking_id=card.visit.id, mark=mark),
        )
        for mark in card.corrections
    )
    return (*rows_of_marks(card.visit.id, card.marks, reader), *column(corrections))


def rows_of_marks(booking_id: BookingId, marks: Iterable[Mark], reader: Reader) -> Rows:
    """Return a button for each mark."""
    return column(
        Button(
            label(reader.say(WORDS_OF_MARKS[mark])),
            tap=MarkVisit(booking_id=booking_id, mark=mark),
            style=ButtonStyle.DANGER if mark is Mark.MISSED else None,
        )
        for mark in marks
    )


def arrival_line(card: StaffVisitCard, reader: Reader) -> Markup | None:
    """Say since when the client is there."""
    if card.client.arrived_at is None:
        return None
    since = reader.day_and_time(card.client.arrived_at, card.visit.location.timezone)
    return reader.say("👋 Is here since {time}", time=since)


def correction_line(card: StaffVisitCard, reader: Reader) -> Markup | None:
    """Say who can correct an outcome, to whoever cannot."""
    if card.visit.status not in OUTCOMES or card.corrections:
        return None
    return reader.say("Marked by mistake? An admin can correct it, for a week.")


def paid_line(visit: Visit, reader: Reader) -> Markup | None:
    """Say what was paid of a visit, and what is left."""
    if visit.status not in {*OCCUPYING, BookingStatus.COMPLETED, BookingStatus.NO_SHOW}:
        return None
    left = left_to_pay(visit)
    if visit.paid is None:
        return None
    paid = bold(reader.money(visit.paid))
    if not left.amount_minor or visit.status is BookingStatus.NO_SHOW:
        return reader.say("✔️ Paid: {amount}", amount=paid)
    return reader.say("✔️ Paid: {amount}, left to pay: {rest}", amount=paid, rest=reader.money(left))
