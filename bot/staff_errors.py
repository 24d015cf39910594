"""What stops an act of the staff means to them, and what to do next."""

from collections.abc import Mapping

from bot.views.reader import say
from domain.booking.outcomes import (
    NoOutcomeError,
    NotBegunError,
    OtherOutcomeError,
    TooLateToCorrectError,
)
from domain.payments.venue import MoneyLeftError
from domain.shared.errors import DomainError

STAFF_WORDS: Mapping[type[DomainError], str] = {
    NotBegunError: say(
        "<b>This visit has not begun yet</b>\n\n"
        "What becomes of it can be marked as soon as its time has come."
    ),
    NoOutcomeError: say(
        "<b>This visit does not take place</b>\n\n"
        "It was cancelled or never confirmed, so there is nothing to mark."
    ),
    OtherOutcomeError: say(
        "<b>This visit was marked already</b>\n\n"
        "Somebody was quicker. The card of the visit shows how it stands."
    ),
    TooLateToCorrectError: say(
        "<b>It is too late to correct this visit</b>\n\nThat is possible for a week."
    ),
    MoneyLeftError: say(
        "<b>This visit is not paid for in full</b>\n\n"
        "Please say how the client paid the rest: in cash or by card."
    ),
}
