"""What the stack holds of a change of working time that is asked about."""

from datetime import timedelta

import pytest

from bot.navigation.frames.my_time import (
    CollisionsPayload,
    collisions_frame,
    reason_of,
    with_reason,
)
from domain.my_time.changes import BlockChange, DaysOffChange, TakesTime, WorkingDayChange
from domain.shared.ids import BookingId, MasterId
from tests.bot.support.salon import NOW, TODAY

REASON = "Dr. Smith, biopsy"


@pytest.mark.parametrize(
    "change",
    [
        DaysOffChange(TODAY, TODAY, REASON),
        BlockChange(NOW, NOW + timedelta(hours=1), REASON),
        WorkingDayChange(1),
    ],
)
def test_somebodys_words_never_lie_in_the_stack(change: TakesTime) -> None:
    frame = collisions_frame(MasterId(1), change, [BookingId(2)])
    assert "biopsy" not in frame.model_dump_json()
    kept = frame.read(CollisionsPayload).change
    assert with_reason(kept, reason_of(change)) == change
