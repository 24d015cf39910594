"""What each error about money means to the person whom it stops, and what to do next."""

from collections.abc import Mapping

from bot.views.reader import say
from domain.payments.errors import (
    AlreadyPaidError,
    HoldOverError,
    NothingToRefundError,
    PaymentAmountError,
    PaymentFailedError,
    PaymentNotFoundError,
    PaymentNotYoursError,
    PaymentUnknownError,
    ProviderUnknownError,
    RefundImpossibleError,
)
from domain.payments.transitions import UndefinedPaymentTransitionError
from domain.shared.errors import DomainError

PAYMENT_WORDS: Mapping[type[DomainError], str] = {
    HoldOverError: say(
        "<b>This time is no longer held for you</b>\n\n"
        "The time for paying is over. Please book again: it may still be free."
    ),
    AlreadyPaidError: say(
        "<b>This visit is paid for</b>\n\nThere is nothing more to pay in advance."
    ),
    PaymentFailedError: say(
        "<b>We cannot reach the payment service</b>\n\n"
        "Nothing was charged. Please try again in a moment."
    ),
    PaymentUnknownError: say(
        "<b>This invoice is not valid</b>\n\n"
        "Nothing was charged. Please open your visit and pay from there."
    ),
    PaymentNotYoursError: say(
        "<b>This invoice is for somebody else</b>\n\n"
        "Nothing was charged. Only the person who booked the visit can pay for it."
    ),
    PaymentAmountError: say(
        "<b>The amount of this invoice is not right any more</b>\n\n"
        "Nothing was charged. Please open your visit and ask for a new invoice."
    ),
    PaymentNotFoundError: say(
        "<b>There is no such payment</b>\n\nPlease look at your visits to see where they stand."
    ),
    NothingToRefundError: say(
        "<b>No money waits to go back</b>\n\n"
        "It went back already, or your visit stands. Your visits show which."
    ),
    RefundImpossibleError: say(
        "<b>This money cannot go back by itself</b>\n\nOne of us has to send it by hand."
    ),
    ProviderUnknownError: say(
        "<b>This payment service is not in use any more</b>\n\n"
        "Please speak to us directly, and we settle it together."
    ),
    UndefinedPaymentTransitionError: say(
        "<b>This payment can no longer be changed</b>\n\n"
        "It was settled in the meantime. Your visits show where they stand."
    ),
}
