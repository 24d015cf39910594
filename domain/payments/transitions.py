from dataclasses import dataclass
from datetime import datetime

from domain.payments.model import PaymentState
from domain.shared.errors import DomainError

_LATE_MONEY = frozenset({PaymentState.PAID, PaymentState.REFUND_DUE})

_ALLOWED: dict[PaymentState | None, frozenset[PaymentState]] = {
    # A payment that was not requested, such as a second one for one visit, is to be refunded;
    # a payment at the venue is paid at once.
    None: frozenset({PaymentState.CREATED, PaymentState.REFUND_DUE, PaymentState.PAID}),
    # Paid at once: the process died between sending the invoice and noting it.
    PaymentState.CREATED: frozenset(
        {
            PaymentState.INVOICED,
            PaymentState.PAID,
            PaymentState.FAILED,
            PaymentState.CANCELLED,
        }
    ),
    # Invoiced again: the old invoice was withdrawn and another one sent.
    PaymentState.INVOICED: frozenset(
        {
            PaymentState.INVOICED,
            PaymentState.PAID,
            PaymentState.FAILED,
            PaymentState.CANCELLED,
        }
    ),
    PaymentState.FAILED: _LATE_MONEY,
    PaymentState.CANCELLED: _LATE_MONEY,
    PaymentState.PAID: frozenset({PaymentState.REFUND_DUE, PaymentState.REFUNDED}),
    # Paid again: the client used it for another time.
    PaymentState.REFUND_DUE: frozenset({PaymentState.PAID, PaymentState.REFUNDED}),
}


class UndefinedPaymentTransitionError(DomainError):
    """The states of payments do not allow this change."""

    def __init__(self, current: PaymentState | None, target: PaymentState) -> None:
        super().__init__(current, target)
        self.current = current
        self.target = target


@dataclass(frozen=True, slots=True)
class PaymentTransition:
    """One line of a payment's history: allowed by the table, never rewritten."""

    from_state: PaymentState | None
    to_state: PaymentState
    at: datetime
    reason: str


def payment_transition(
    current: PaymentState | None, target: PaymentState, *, at: datetime, reason: str = ""
) -> PaymentTransition:
    """Return the change from `current` (`None`: not yet written) to `target`.

    Every change of a payment's state goes through here.

    Raises:
        UndefinedPaymentTransitionError: the table does not allow the change.
    """
    if target not in _ALLOWED.get(current, frozenset()):
        raise UndefinedPaymentTransitionError(current, target)
    return PaymentTransition(current, target, at, reason)
