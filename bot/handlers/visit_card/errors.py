"""Texts of errors for the staff on a visit."""

from bot.errors.texts import ErrorText
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.visit.correspondence import ClientAwayDenial
from domain.visit.delays import NoDelayError
from domain.visit.outcomes import (
    NoOutcomeError,
    NotBegunError,
    OtherOutcomeError,
    TooLateToCorrectError,
)
from domain.visit.proposals import ProposalOpenError
from domain.visit.venue import MoneyLeftError

routes = Routes(
    errors={
        ProposalOpenError: ErrorText(
            gettext_noop(
                "<b>Another time is offered already</b>\n\n"
                "The client has not answered yet. You are told as soon as that happens."
            )
        ),
        ClientAwayDenial: ErrorText(
            gettext_noop(
                "<b>This client cannot be reached in the chat</b>\n\n"
                "They never opened it, or have blocked it. Please phone them."
            )
        ),
        NotBegunError: ErrorText(
            gettext_noop(
                "<b>This visit has not begun yet</b>\n\nThat can be marked from {time} on."
            ),
            lambda error, localizer: {"time": localizer.day_and_time(error.from_at)},
        ),
        NoOutcomeError: ErrorText(
            gettext_noop(
                "<b>This visit does not take place</b>\n\n"
                "It was cancelled or never confirmed, so there is nothing to mark."
            )
        ),
        NoDelayError: ErrorText(
            gettext_noop(
                "<b>Nobody can be late for this visit</b>\n\n"
                "That can be said on the day of a visit, until it is over. Its card "
                "shows how it stands."
            )
        ),
        OtherOutcomeError: ErrorText(
            gettext_noop(
                "<b>This visit was marked already</b>\n\n"
                "Somebody was quicker. The card of the visit shows how it stands."
            )
        ),
        TooLateToCorrectError: ErrorText(
            gettext_noop(
                "<b>It is too late to correct this visit</b>\n\nThat is possible for a week."
            )
        ),
        MoneyLeftError: ErrorText(
            gettext_noop(
                "<b>This visit is not paid for in full</b>\n\n"
                "Please say how the client paid the rest: in cash or by card."
            )
        ),
    }
)
