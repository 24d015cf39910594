"""The outcome of a visit, and the buttons to mark it, for the staff."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from bot.callbacks.visit_card import CorrectVisit, MarkVisit
from bot.ui.layout import column
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.screen import Button, ButtonStyle, Rows
from bot.ui.text import bold, label
from domain.shared.ids import BookingId
from domain.visit.model import OCCUPYING, BookingStatus, Visit
from domain.visit.outcomes import OUTCOMES, Mark
from domain.visit.venue import left_to_pay
from domain.visit_queries.get_staff_visit import StaffVisitCard

WORDS_OF_MARKS: Mapping[Mark, str] = {
    Mark.ARRIVED: gettext_noop("👋 Is here"),
    Mark.DONE: gettext_noop("✅ Came, is paid for"),
    Mark.CASH: gettext_noop("💶 Came, paid in cash"),
    Mark.CARD: gettext_noop("💳 Came, paid by card"),
    Mark.MISSED: gettext_noop("🚷 Did not come"),
}


def mark_rows(card: StaffVisitCard, localizer: Localizer) -> Rows:
    """Return a button for each possible mark and each possible correction."""
    corrections = (
        Button(
            label(localizer.t("✏️ {mark}", mark=localizer.t(WORDS_OF_MARKS[mark]))),
            tap=CorrectVisit(booking_id=card.visit.id, mark=mark),
        )
        for mark in card.corrections
    )
    return (*rows_of_marks(card.visit.id, card.marks, localizer), *column(corrections))


def rows_of_marks(booking_id: BookingId, marks: Iterable[Mark], localizer: Localizer) -> Rows:
    """Return a button for each mark."""
    return column(
        Button(
            label(localizer.t(WORDS_OF_MARKS[mark])),
            tap=MarkVisit(booking_id=booking_id, mark=mark),
            style=ButtonStyle.DANGER if mark is Mark.MISSED else None,
        )
        for mark in marks
    )


def arrival_line(card: StaffVisitCard, localizer: Localizer) -> Markup | None:
    """Return since when the client is there."""
    if card.client.arrived_at is None:
        return None
    since = localizer.day_and_time(card.client.arrived_at, card.visit.location.timezone)
    return localizer.t("👋 Is here since {time}", time=since)


def correction_line(card: StaffVisitCard, localizer: Localizer) -> Markup | None:
    """Return who can correct an outcome, if the reader cannot."""
    if card.visit.status not in OUTCOMES or card.corrections:
        return None
    return localizer.t("Marked by mistake? An admin can correct it, for a week.")


def paid_line(visit: Visit, localizer: Localizer) -> Markup | None:
    """Return what was paid of a visit, and what is left to pay."""
    if visit.status not in {*OCCUPYING, BookingStatus.COMPLETED, BookingStatus.NO_SHOW}:
        return None
    left = left_to_pay(visit)
    if visit.paid is None:
        return None
    paid = bold(localizer.money(visit.paid))
    if not left.amount_minor or visit.status is BookingStatus.NO_SHOW:
        return localizer.t("✔️ Paid: {amount}", amount=paid)
    return localizer.t(
        "✔️ Paid: {amount}, left to pay: {rest}", amount=paid, rest=localizer.money(left)
    )
