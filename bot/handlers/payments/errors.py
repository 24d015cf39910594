"""Texts of errors in a payment."""

from bot.errors.texts import ErrorText
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.payments.errors import (
    AlreadyPaidError,
    HoldOverError,
    NothingToRefundError,
    PaymentAmountError,
    PaymentFailedError,
    PaymentNotFoundError,
    PaymentNotYoursError,
    PaymentUnknownError,
)
from domain.payments.transitions import UndefinedPaymentTransitionError

routes = Routes(
    errors={
        HoldOverError: ErrorText(
            gettext_noop(
                "<b>This time is no longer held for you</b>\n\n"
                "The time for paying is over. Please book again: it may still be free."
            )
        ),
        AlreadyPaidError: ErrorText(
            gettext_noop(
                "<b>This visit is paid for</b>\n\nThere is nothing more to pay in advance."
            )
        ),
        PaymentFailedError: ErrorText(
            gettext_noop(
                "<b>We cannot reach the payment service</b>\n\n"
                "Nothing was charged. Please try again in a moment."
            )
        ),
        PaymentUnknownError: ErrorText(
            gettext_noop(
                "<b>This invoice is not valid</b>\n\n"
                "Nothing was charged. Please open your visit and pay from there."
            )
        ),
        PaymentNotYoursError: ErrorText(
            gettext_noop(
                "<b>This invoice is for somebody else</b>\n\n"
                "Nothing was charged. Only the person who booked the visit can pay for it."
            )
        ),
        PaymentAmountError: ErrorText(
            gettext_noop(
                "<b>The amount of this invoice is not right any more</b>\n\n"
                "Nothing was charged. Please open your visit and ask for a new invoice."
            )
        ),
        PaymentNotFoundError: ErrorText(
            gettext_noop(
                "<b>There is no such payment</b>\n\nPlease look at your visits to see "
                "where they stand."
            )
        ),
        NothingToRefundError: ErrorText(
            gettext_noop(
                "<b>No money waits to go back</b>\n\n"
                "It went back already, or your visit stands. Your visits show which."
            )
        ),
        UndefinedPaymentTransitionError: ErrorText(
            gettext_noop(
                "<b>This payment can no longer be changed</b>\n\n"
                "It was settled in the meantime. Your visits show where they stand."
            )
        ),
    }
)
