from itertools import product

import pytest

from domain.payments.model import PaymentState
from domain.payments.transitions import UndefinedPaymentTransitionError, payment_transition
from tests.support.database import NOW

ALLOWED = {
    (None, "created"),
    ("created", "invoiced"),
    ("invoiced", "invoiced"),  # sent again
    ("invoiced", "paid"),
    ("paid", "refund_due"),
    ("refund_due", "refunded"),
    ("paid", "refunded"),  # by hand, at the provider
    # nothing comes of it
    ("created", "failed"),
    ("created", "cancelled"),
    ("invoiced", "failed"),
    ("invoiced", "cancelled"),
    # late money
    ("created", "paid"),
    ("failed", "paid"),
    ("cancelled", "paid"),
    ("failed", "refund_due"),
    ("cancelled", "refund_due"),
    ("refund_due", "paid"),
    # paid twice
    (None, "refund_due"),
    # at the venue
    (None, "paid"),
}


@pytest.mark.parametrize(("current", "target"), [*product([None, *PaymentState], PaymentState)])
def test_the_drawn_changes_are_possible_and_no_others(
    current: PaymentState | None, target: PaymentState
) -> None:
    if (current, target) in ALLOWED:
        change = payment_transition(current, target, at=NOW, reason="why")
        assert (change.from_state, change.to_state) == (current, target)
        assert (change.at, change.reason) == (NOW, "why")
    else:
        with pytest.raises(UndefinedPaymentTransitionError) as caught:
            payment_transition(current, target, at=NOW)
        assert (caught.value.current, caught.value.target) == (current, target)
