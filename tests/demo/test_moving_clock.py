"""One clock for every process of the demo."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from demo.moving_clock import MovingClock
from infra.clock import SystemClock

HOUR = timedelta(hours=1)


def is_ahead_by(clock: MovingClock | SystemClock, ahead: timedelta) -> bool:
    return abs(datetime.now(UTC) + ahead - clock.now()) < timedelta(minutes=1)


@pytest.fixture
def clock(tmp_path: Path) -> MovingClock:
    return MovingClock(tmp_path / "ahead", 24 * HOUR)


def test_without_a_file_it_is_now() -> None:
    before = datetime.now(UTC)
    assert before <= SystemClock().now() <= datetime.now(UTC)


async def test_whoever_reads_the_file_sees_every_move(clock: MovingClock) -> None:
    elsewhere = SystemClock(clock.file)
    assert is_ahead_by(elsewhere, 24 * HOUR)
    before = elsewhere.now()
    for moves in range(1, 4):
        await clock.move(HOUR)
        assert elsewhere.now() - before >= moves * HOUR
    assert is_ahead_by(clock, 27 * HOUR)
    assert is_ahead_by(elsewhere, 27 * HOUR)


async def test_it_never_runs_backwards(clock: MovingClock) -> None:
    with pytest.raises(ValueError, match="would lead into the past"):
        await clock.move(-timedelta(seconds=1))
    assert is_ahead_by(clock, 24 * HOUR)


def test_a_file_that_holds_no_number_is_not_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "ahead"
    file.write_text("soon")
    with pytest.raises(ValueError, match="soon"):
        SystemClock(file).now()


async def test_those_who_wait_are_told_after_each_move(clock: MovingClock) -> None:
    seen = []

    async def look() -> None:
        seen.append(is_ahead_by(SystemClock(clock.file), 25 * HOUR))

    clock.after_moves.append(look)
    await clock.move(HOUR)
    assert seen == [True]
