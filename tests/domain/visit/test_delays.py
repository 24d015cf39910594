"""How late visits begin: pure examples, and laws that hold on any day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delays.expected_delays import expected_delays, with_reported_delay
from domain.shared.ids import BookingId, MasterId, UserId
from domain.shared.lanes import Lane
from domain.visit.delays import Delay, StandingVisit, Stretch, reportable_positions
from domain.visit.model import BookingStatus

MIDNIGHT = datetime(2030, 3, 4, tzinfo=UTC)
MIA, LEO = Lane(MasterId(1), 0), Lane(MasterId(2), 0)
BESIDE_MIA = Lane(MasterId(1), 1)
MINUTE = timedelta(minutes=1)


def hour(number: float) -> datetime:
    return MIDNIGHT + timedelta(hours=number)


EARLY = hour(5)


def stretch(lane: Lane, start: float, end: float, said: int | None = None) -> Stretch:
    """Return taken time, in hours of the day."""
    return Stretch(lane, hour(start), hour(end), said)


def visit(number: int, *stretches: Stretch, late: int = 0, here: bool = False) -> StandingVisit:
    in_order = tuple(sorted(stretches, key=lambda one: one.start_at))
    confirmed = BookingStatus.CONFIRMED
    return StandingVisit(BookingId(number), UserId(number), confirmed, late, in_order, here)


def late_of(*day: StandingVisit, now: datetime = EARLY) -> dict[BookingId, int]:
    """Return who begins later than agreed."""
    return {one: late for one, late in expected_delays(day, now).items() if late}


def spread(*day: StandingVisit, minutes: int = 15) -> dict[BookingId, int]:
    """Return what a word on the first visit makes of the day."""
    first, *others = day
    return late_of(with_reported_delay(first, range(9), minutes, EARLY), *others)


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


def test_the_greatest_of_two_words_holds_and_each_is_taken_back_alone() -> None:
    first, second = visit(1, stretch(MIA, 9, 10, 5)), visit(2, stretch(MIA, 10, 11, 30))
    assert late_of(first, second) == {1: 5, 2: 30}
    assert spread(first, second, minutes=0) == {2: 30}
    assert spread(second, first, minutes=0) == {1: 5, 2: 5}


class TestAVisitThatHasBegun:
    """Of such a one a word only means that it goes on longer."""

    NOW = hour(9.25)
    NEXT = visit(2, stretch(MIA, 10, 11))

    @pytest.mark.parametrize("here", [False, True])
    def test_keeps_its_delay_and_passes_the_word_on(self, here: bool) -> None:
        begun = visit(1, stretch(MIA, 9, 10), late=10, here=here)
        assert late_of(begun, self.NEXT, now=self.NOW) == {1: 10, 2: 10}
        for minutes in (0, 5, 30):
            said = with_reported_delay(begun, [0], minutes, self.NOW)
            expected = {1: 10, 2: minutes} if minutes else {1: 10}
            assert late_of(said, self.NEXT, now=self.NOW) == expected

    def test_has_not_begun_while_its_master_is_busy_with_the_one_ahead(self) -> None:
        ahead = visit(1, stretch(MIA, 9, 10, 15))
        now = hour(10) + 5 * MINUTE
        assert late_of(ahead, self.NEXT, now=now) == {2: 15}

    def test_holds_those_behind_up_while_its_client_is_here_and_waits(self) -> None:
        ahead, behind = visit(1, stretch(MIA, 9, 10, 15)), visit(3, stretch(MIA, 11, 12))
        here = visit(2, stretch(MIA, 10, 11), here=True)
        assert late_of(ahead, here, behind, now=hour(10) + 5 * MINUTE) == {3: 15}

    def test_is_not_begun_anew_by_who_holds_its_second_service_up(self) -> None:
        ahead = visit(1, stretch(LEO, 9, 10, 30))
        begun = visit(2, stretch(MIA, 9, 10), stretch(LEO, 10, 11))
        behind = visit(3, stretch(LEO, 11, 12)), visit(4, stretch(MIA, 10, 11))
        assert late_of(ahead, begun, *behind, now=self.NOW) == {3: 30}

    def test_passes_nothing_on_in_the_lanes_of_masters_who_are_done_with_it(self) -> None:
        shared = visit(1, stretch(MIA, 9, 10), stretch(LEO, 10, 11))
        behind = visit(2, stretch(MIA, 10, 11)), visit(3, stretch(LEO, 11, 12))
        now = hour(10) + 2 * MINUTE
        for own in ({LEO.master_id}, None):
            said = with_reported_delay(shared, reportable_positions(shared, own, now), 30, now)
            assert late_of(said, *behind, now=now) == {3: 30}

    def test_holds_those_of_a_later_master_up_too(self) -> None:
        shared = visit(1, stretch(MIA, 9, 10), stretch(LEO, 10, 11))
        said = with_reported_delay(
            shared, reportable_positions(shared, {MIA.master_id}, self.NOW), 30, self.NOW
        )
        assert late_of(said, visit(3, stretch(LEO, 11, 12)), now=self.NOW) == {3: 30}


def test_who_is_here_does_not_wait_longer_for_it_but_may_begin_sooner() -> None:
    here = visit(1, stretch(MIA, 9, 10), late=15, here=True)
    now = hour(9) + 5 * MINUTE
    assert late_of(with_reported_delay(here, [0], 30, now), now=now) == {1: 15}
    assert late_of(with_reported_delay(here, [0], 10, now), now=now) == {1: 10}
    assert late_of(with_reported_delay(here, [0], 0, now), now=now) == {}


def test_a_promise_is_not_replaced_by_a_time_that_has_passed() -> None:
    """Who held it up is done sooner than was said, and its client was told to come then."""
    promised = visit(2, stretch(MIA, 10, 11), late=30)
    assert late_of(promised, now=hour(9.9)) == {}
    assert late_of(promised, now=hour(10.1)) == {2: 30}
    assert late_of(with_reported_delay(promised, [0], 0, hour(10.1)), now=hour(10.1)) == {}


def test_a_visit_does_not_shorten_its_announced_delay_by_its_own_later_services() -> None:
    parts = stretch(MIA, 9, 9.5), stretch(MIA, 10, 11)
    assert late_of(visit(1, *parts, late=45), now=hour(9)) == {1: 45}
    between = visit(2, stretch(MIA, 9.5, 9.75))
    assert late_of(visit(1, *parts, late=45), between, now=hour(9)) == {1: 45, 2: 45}


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
            said = draw(st.sampled_from((None, None, 0, 5, 30)))
            stretches.append(stretch(lane, start / 60, minute / 60, said))
    stretches = draw(st.permutations(stretches))
    while stretches:
        number += 1
        size = draw(st.integers(1, 2))
        late, here = draw(st.sampled_from((0, 5, 30))), draw(st.booleans())
        day.append(visit(number, *stretches[:size], late=late, here=here))
        stretches = stretches[size:]
    return tuple(day)


moments = st.integers(5 * 60, 14 * 60).map(lambda minute: MIDNIGHT + minute * MINUTE)
somehow_late = st.sampled_from([int(delay) for delay in Delay])


def lane_of(day: Sequence[StandingVisit], lane: Lane) -> list[tuple[Stretch, StandingVisit]]:
    taken = [(s, one) for one in day for s in one.stretches if s.lane == lane]
    return sorted(taken, key=lambda pair: pair[0].start_at)


@pytest.mark.parametrize("lane", [MIA, BESIDE_MIA, LEO])
@given(day=days())
def test_nobody_begins_before_the_one_ahead_is_done(
    lane: Lane, day: tuple[StandingVisit, ...]
) -> None:
    awaited = tuple(replace(one, has_arrived=False) for one in day)
    late = expected_delays(awaited, EARLY)
    for (ahead, first), (behind, second) in pairwise(lane_of(awaited, lane)):
        gap = (behind.start_at - ahead.blocked_until) // MINUTE
        assert late[second.booking_id] >= late[first.booking_id] - gap


@given(day=days())
def test_a_delay_is_what_was_said_or_comes_from_right_ahead(day: tuple[StandingVisit, ...]) -> None:
    awaited = tuple(replace(one, has_arrived=False) for one in day)
    late = expected_delays(awaited, EARLY)
    for one in awaited:
        reasons = {0, *(s.reported_minutes or 0 for s in one.stretches)}
        for lane in (MIA, BESIDE_MIA, LEO):
            for (ahead, first), (behind, second) in pairwise(lane_of(awaited, lane)):
                if second is one:
                    gap = (behind.start_at - ahead.blocked_until) // MINUTE
                    reasons.add(late[first.booking_id] - gap)
        assert late[one.booking_id] == max(reasons)


@given(day=days(), now=moments)
def test_calculating_a_day_twice_gives_the_same(
    day: tuple[StandingVisit, ...], now: datetime
) -> None:
    once = expected_delays(day, now)
    calculated = tuple(replace(one, late_minutes=once[one.booking_id]) for one in day)
    assert expected_delays(calculated, now) == once


@given(day=days().filter(bool), minutes=somehow_late, now=moments)
def test_a_word_frees_nobody_whose_visit_has_begun(
    day: tuple[StandingVisit, ...], minutes: int, now: datetime
) -> None:
    settled = expected_delays(day, now)
    first, *others = (replace(one, late_minutes=settled[one.booking_id]) for one in day)
    said = with_reported_delay(first, reportable_positions(first, None, now), minutes, now)
    after = expected_delays([said, *others], now)
    if first.expected_at <= now:
        assert after[first.booking_id] == first.late_minutes


@given(day=days().filter(bool), minutes=somehow_late)
def test_a_word_takes_nothing_back_that_was_said_of_other_visits(
    day: tuple[StandingVisit, ...], minutes: int
) -> None:
    first, *others = (replace(one, has_arrived=False) for one in day)
    said = with_reported_delay(first, range(9), minutes, EARLY)
    late = expected_delays([said, *others], EARLY)
    assert all(late[o.booking_id] >= (s.reported_minutes or 0) for o in others for s in o.stretches)
