"""How a delay is passed on: pure examples, and laws that hold on any day."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.availability.model import Lane
from domain.booking.delays import Delay, StandingVisit, Stretch, delays_of, passed_on
from domain.booking.model import BookingStatus
from domain.shared.ids import BookingId, MasterId, UserId

MIDNIGHT = datetime(2030, 3, 4, tzinfo=UTC)
MIA, LEO = Lane(MasterId(1), 0), Lane(MasterId(2), 0)
BESIDE_MIA = Lane(MasterId(1), 1)


def stretch(lane: Lane, start: float, end: float) -> Stretch:
    """Return taken time, in hours of the day."""
    return Stretch(lane, *(MIDNIGHT + timedelta(hours=hour) for hour in (start, end)))


def visit(number: int, *stretches: Stretch, late: int = 0) -> StandingVisit:
    return StandingVisit(
        BookingId(number), UserId(number), BookingStatus.CONFIRMED, late, stretches
    )


def spread(*day: StandingVisit, minutes: int = 15) -> dict[BookingId, int]:
    """Return what a delay of the first visit makes of the day."""
    return passed_on(day, BookingId(1), minutes)


def test_who_comes_right_after_is_as_late() -> None:
    day = (visit(1, stretch(MIA, 9, 10)), visit(2, stretch(MIA, 10, 11)))
    assert spread(*day) == {1: 15, 2: 15}


def test_half_an_hour_between_eats_up_a_quarter_and_leaves_nothing_to_those_behind() -> None:
    day = (
        visit(1, stretch(MIA, 9, 10)),
        visit(2, stretch(MIA, 10.5, 11)),
        visit(3, stretch(MIA, 11, 12)),
    )
    assert spread(*day) == {1: 15}
    assert spread(*day, minutes=30) == {1: 30}


def test_what_a_short_gap_leaves_is_passed_on() -> None:
    day = (
        visit(1, stretch(MIA, 9, 10)),
        visit(2, stretch(MIA, 10 + 5 / 60, 11)),
        visit(3, stretch(MIA, 11, 12)),
    )
    assert spread(*day) == {1: 15, 2: 10, 3: 10}


def test_a_buffer_belongs_to_the_visit_before_it_and_eats_up_nothing() -> None:
    """`blocked_until` holds it: the master needs that time after a late visit, too."""
    day = (visit(1, stretch(MIA, 9, 10.25)), visit(2, stretch(MIA, 10.25, 11)))
    assert spread(*day) == {1: 15, 2: 15}


def test_those_ahead_and_those_in_other_lanes_begin_on_time() -> None:
    day = (
        visit(1, stretch(MIA, 9, 10)),
        visit(2, stretch(MIA, 8, 9)),
        visit(3, stretch(BESIDE_MIA, 10, 11)),
        visit(4, stretch(LEO, 10, 11)),
    )
    assert spread(*day) == {1: 15}


def test_a_visit_to_two_masters_takes_the_delay_from_one_to_the_other() -> None:
    day = (
        visit(1, stretch(MIA, 9, 10)),
        visit(2, stretch(MIA, 10, 11), stretch(LEO, 11, 12)),
        visit(3, stretch(LEO, 12, 13)),
        visit(4, stretch(LEO, 10, 11)),
    )
    assert spread(*day) == {1: 15, 2: 15, 3: 15}


def test_a_visit_waits_for_the_one_that_holds_it_up_longest() -> None:
    day = (
        visit(1, stretch(MIA, 9, 10), stretch(LEO, 10, 11)),
        visit(2, stretch(MIA, 10 + 10 / 60, 11), stretch(LEO, 11, 12)),
    )
    assert spread(*day) == {1: 15, 2: 15}


def test_two_who_wait_for_each_other_are_as_late_as_the_first() -> None:
    day = (
        visit(1, stretch(MIA, 8, 9)),
        visit(2, stretch(MIA, 9, 10), stretch(LEO, 11, 12)),
        visit(3, stretch(LEO, 10, 11), stretch(MIA, 10, 10.5)),
    )
    assert spread(*day) == {1: 15, 2: 15, 3: 15}


def test_on_time_delays_nobody() -> None:
    day = (visit(1, stretch(MIA, 9, 10)), visit(2, stretch(MIA, 10, 11)))
    assert spread(*day, minutes=0) == {}


class TestTheNewestWord:
    """What was said before of those behind is replaced by what is said now."""

    def test_less_than_before_reaches_less_far_and_the_rest_is_on_time(self) -> None:
        day = (
            visit(1, stretch(MIA, 9, 10), late=30),
            visit(2, stretch(MIA, 10, 11), late=30),
            visit(3, stretch(MIA, 11.25, 12), late=15),
        )
        assert delays_of(day, BookingId(1), 10) == {1: 10, 2: 10, 3: 0}

    def test_zero_clears_those_behind_even_where_one_between_them_has_gone(self) -> None:
        day = (
            visit(1, stretch(MIA, 9, 10), late=15),
            visit(3, stretch(MIA, 11, 12), late=15),
        )
        assert delays_of(day, BookingId(1), 0) == {1: 0, 3: 0}

    def test_those_ahead_keep_theirs(self) -> None:
        day = (
            visit(1, stretch(MIA, 9, 10), late=15),
            visit(2, stretch(MIA, 10, 11), late=15),
            visit(3, stretch(MIA, 11, 12), late=15),
        )
        assert delays_of(day, BookingId(2), 0) == {2: 0, 3: 0}

    def test_another_masters_visits_keep_theirs_unless_it_comes_from_here(self) -> None:
        day = (
            visit(1, stretch(MIA, 9, 10), late=15),
            visit(2, stretch(MIA, 10, 11), stretch(LEO, 11, 12), late=15),
            visit(3, stretch(LEO, 12, 13), late=15),
            visit(4, stretch(LEO, 15, 16), late=30),
        )
        assert delays_of(day, BookingId(1), 0) == {1: 0, 2: 0, 3: 0}


@st.composite
def days(draw: st.DrawFn) -> tuple[StandingVisit, ...]:
    """Draw a day of three lanes, whose stretches never overlap, in visits of one or two of them."""
    number, day = 0, []
    stretches = []
    for lane in (MIA, BESIDE_MIA, LEO):
        minute = 8 * 60
        for _ in range(draw(st.integers(0, 5))):
            start = minute + draw(st.sampled_from((0, 0, 5, 10, 30, 60)))
            minute = start + draw(st.sampled_from((5, 30, 45, 60)))
            stretches.append(stretch(lane, start / 60, minute / 60))
    stretches = draw(st.permutations(stretches))
    while stretches:
        number += 1
        size = draw(st.integers(1, 2))
        late = draw(st.sampled_from((0, 5, 30)))
        day.append(visit(number, *stretches[:size], late=late))
        stretches = stretches[size:]
    return tuple(day)


somehow_late = st.sampled_from([int(delay) for delay in Delay])


def lane_of(day: Sequence[StandingVisit], lane: Lane) -> list[tuple[Stretch, BookingId]]:
    taken = [(s, one.booking_id) for one in day for s in one.stretches if s.lane == lane]
    return sorted(taken, key=lambda pair: pair[0].start_at)


@pytest.mark.parametrize("lane", [MIA, BESIDE_MIA, LEO])
@given(day=days().filter(bool), minutes=somehow_late)
def test_nobody_begins_before_the_one_ahead_is_done_and_nobody_waits_for_nothing(
    lane: Lane, day: tuple[StandingVisit, ...], minutes: int
) -> None:
    late = passed_on(day, BookingId(1), minutes)
    for (ahead, first), (behind, second) in pairwise(lane_of(day, lane)):
        gap = (behind.start_at - ahead.blocked_until) // timedelta(minutes=1)
        assert late.get(second, 0) >= late.get(first, 0) - gap


@given(day=days().filter(bool), minutes=somehow_late)
def test_a_delay_is_never_negative_and_never_grows_on_its_way(
    day: tuple[StandingVisit, ...], minutes: int
) -> None:
    late = passed_on(day, BookingId(1), minutes)
    assert all(0 < delay <= minutes for delay in late.values())
    for one in late.keys() - {BookingId(1)}:  # each has it from somebody right ahead
        assert any(
            late.get(first, 0) - (behind.start_at - ahead.blocked_until) // timedelta(minutes=1)
            == late[one]
            for lane in (MIA, BESIDE_MIA, LEO)
            for (ahead, first), (behind, second) in pairwise(lane_of(day, lane))
            if second == one
        )


@given(day=days().filter(bool))
def test_zero_clears_what_one_word_has_brought_about(day: tuple[StandingVisit, ...]) -> None:
    told = passed_on(day, BookingId(1), 30)
    late = tuple(
        visit(one.booking_id, *one.stretches, late=told.get(one.booking_id, 0)) for one in day
    )
    cleared = delays_of(late, BookingId(1), 0)
    assert set(cleared.values()) == {0}
    assert told.keys() <= cleared.keys()


@given(day=days().filter(bool), minutes=somehow_late)
def test_the_same_word_twice_changes_nothing(day: tuple[StandingVisit, ...], minutes: int) -> None:
    once = delays_of(day, BookingId(1), minutes)
    late = tuple(
        visit(one.booking_id, *one.stretches, late=once.get(one.booking_id, one.late_minutes))
        for one in day
    )
    twice = delays_of(late, BookingId(1), minutes)
    assert all(
        once.get(one.booking_id, one.late_minutes) == twice[one.booking_id]
        for one in day
        if one.booking_id in twice
    )
