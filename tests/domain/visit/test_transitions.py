from itertools import product

import pytest

from domain.visit.model import PROGRAM, BookingStatus
from domain.visit.transitions import UndefinedTransitionError, transition
from tests.support.database import NOW

# As the specification draws them; nothing is written before a hold.
ALLOWED = {
    (None, "pending"),
    ("pending", "confirmed"),
    ("pending", "cancelled"),
    ("pending", "expired"),
    ("confirmed", "completed"),
    ("confirmed", "no_show"),
    ("confirmed", "cancelled"),
    ("confirmed", "reschedule_proposed"),
    ("reschedule_proposed", "confirmed"),
    ("reschedule_proposed", "cancelled"),
    ("expired", "confirmed"),
    ("completed", "no_show"),  # what was marked by mistake
    ("no_show", "completed"),
}


@pytest.mark.parametrize(("current", "target"), [*product([None, *BookingStatus], BookingStatus)])
def test_the_drawn_changes_are_possible_and_no_others(
    current: BookingStatus | None, target: BookingStatus
) -> None:
    if (current, target) in ALLOWED:
        change = transition(current, target, at=NOW, actor=PROGRAM, reason="why")
        assert (change.from_status, change.to_status) == (current, target)
        assert (change.at, change.actor, change.reason) == (NOW, PROGRAM, "why")
    else:
        with pytest.raises(UndefinedTransitionError) as caught:
            transition(current, target, at=NOW, actor=PROGRAM)
        assert (caught.value.current, caught.value.target) == (current, target)
