"""Texts of errors for a client on their own visit."""

from bot.errors.texts import ErrorText
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.booking.confirm_attendance import OtherTimeError
from domain.visit.correspondence import (
    NothingToAnswerDenial,
    StaffAwayDenial,
    TooMuchWrittenDenial,
    WritingOverDenial,
)
from domain.visit.errors import SameTimeError, VisitNotActiveError, VisitNotFoundError
from domain.visit.policies import TooLateToCancelDenial, TooLateToMoveDenial
from domain.visit.proposals import ProposalOverError
from domain.visit.transitions import UndefinedTransitionError

routes = Routes(
    errors={
        VisitNotFoundError: ErrorText(
            gettext_noop(
                "<b>There is no such visit</b>\n\nPlease look at your visits to see "
                "where they stand."
            )
        ),
        VisitNotActiveError: ErrorText(
            gettext_noop(
                "<b>This visit can no longer be changed</b>\n\n"
                "It has begun, is over or was cancelled. Your visits show where it stands."
            )
        ),
        SameTimeError: ErrorText(
            gettext_noop(
                "<b>Your visit is at this time already</b>\n\n"
                "Nothing was changed. Please go back and choose another time."
            )
        ),
        UndefinedTransitionError: ErrorText(
            gettext_noop(
                "<b>This visit can no longer be changed</b>\n\n"
                "It has begun, is over or was cancelled. Your visits show where it stands."
            )
        ),
        TooLateToCancelDenial: ErrorText(
            gettext_noop(
                "<b>It is too late to cancel here</b>\n\n"
                "That is possible until {span} before the visit. "
                "If you cannot come, please tell us directly."
            ),
            lambda error, localizer: {"span": localizer.span(error.lock_minutes)},
        ),
        TooLateToMoveDenial: ErrorText(
            gettext_noop(
                "<b>It is too late to move this visit</b>\n\n"
                "That is possible until {span} before it begins. "
                "If you cannot come, please tell us directly."
            ),
            lambda error, localizer: {"span": localizer.span(error.lock_minutes)},
        ),
        OtherTimeError: ErrorText(
            gettext_noop(
                "<b>This visit has another time by now</b>\n\n"
                "The message is older than the change. Your visits show when we expect you."
            )
        ),
        ProposalOverError: ErrorText(
            gettext_noop(
                "<b>This offer does not stand any more</b>\n\n"
                "It was answered, or the visit was changed since. Your visits show "
                "when we expect you."
            )
        ),
        StaffAwayDenial: ErrorText(
            gettext_noop(
                "<b>None of us can be reached here at the moment</b>\n\n"
                "Your message was not sent. Please speak to us directly."
            )
        ),
        NothingToAnswerDenial: ErrorText(
            gettext_noop(
                "<b>There is no message to answer</b>\n\n"
                "We have not written to you about this visit. Please speak to us directly."
            )
        ),
        WritingOverDenial: ErrorText(
            gettext_noop(
                "<b>This visit was too long ago to write about it here</b>\n\n"
                "That is possible for a week after it. Please phone, or speak to each "
                "other directly."
            )
        ),
        TooMuchWrittenDenial: ErrorText(
            gettext_noop(
                "<b>That is enough for today</b>\n\n"
                "One can write {limit} messages a day about a visit, so this one was not sent. "
                "Please phone, or speak to each other directly."
            ),
            lambda error, _localizer: {"limit": error.limit},
        ),
    }
)
