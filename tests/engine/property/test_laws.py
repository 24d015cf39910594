"""What holds for every request, and for the sets of minutes underneath."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from engine import BookingMode, BookingValidator, Horizon, MasterAvailability, SlotCalculator
from engine.time.bits import all_served, each, first_from, fitting, grid, in_at_least
from tests.engine.property.cases import DATE, RESOURCES, Case, cases, moment, thorough

LENGTH = 40
sets = st.integers(0, 2**LENGTH - 1)


def members(moments: int) -> set[int]:
    return {minute for minute in range(LENGTH) if moments >> minute & 1}


@given(sets, st.integers(1, LENGTH))
def test_fitting_moments_have_all_their_minutes(free: int, minutes: int) -> None:
    found = members(fitting(free, minutes))
    assert found == {m for m in members(free) if set(range(m, m + minutes)) <= members(free)}


@given(sets, st.integers(0, LENGTH))
def test_first_moment_is_the_least_at_or_after(moments: int, minute: int) -> None:
    assert first_from(moments, minute) == min(
        (m for m in members(moments) if m >= minute), default=-1
    )
    assert list(each(moments)) == sorted(members(moments))


@given(st.lists(sets, max_size=5), st.integers(1, 5))
def test_at_least_counts(many: list[int], count: int) -> None:
    expected = {m for m in range(LENGTH) if sum(s >> m & 1 for s in many) >= count}
    assert members(in_at_least(many, count)) == expected


@given(st.lists(st.tuples(st.integers(1, 2), st.lists(sets, min_size=4, max_size=4)), max_size=3))
def test_all_are_served_where_a_matching_exists(wanted: list[tuple[int, list[int]]]) -> None:
    names = "abcd"
    roles = [(needed, dict(zip(names, own, strict=True))) for needed, own in wanted]
    slots = [own for needed, own in roles for _ in range(needed)]
    expected = {
        m
        for m in range(LENGTH)
        if any(
            all(own[name] >> m & 1 for own, name in zip(slots, order, strict=False))
            for order in permutations(names)
        )
        and len(slots) <= len(names)
    }
    assert members(all_served(roles)) == expected


@given(st.integers(1, 30), st.integers(0, 100))
def test_grid_runs_through_its_anchor(step: int, anchor: int) -> None:
    assert members(grid(step, anchor % step, LENGTH)) == {
        m for m in range(LENGTH) if (m - anchor) % step == 0
    }


def starts(case: Case, **changes: object) -> set[datetime]:
    changed = case.request.model_copy(update=changes)
    return set(case.finder().find_starts(changed, case.availability()))


@thorough
@given(cases(tags=(None, None, "a"), group_sizes=(1, 1, 2)))
def test_more_freedom_never_loses_a_start(case: Case) -> None:
    known = starts(case)
    assert known <= starts(case, overlap_allowed=True)
    assert known <= starts(case, service_order_free=True)
    assert known <= starts(case, max_chain_duration_minutes=None)
    assert known >= starts(case, group_size=case.request.group_size + 1)


stretches = st.tuples(st.integers(530, 600), st.integers(1, 15)).map(lambda one: (one[0], sum(one)))
taken_by_resource = st.fixed_dictionaries(
    {name: st.lists(stretches, max_size=3) for name in RESOURCES}
)


def working_day(taken: list[tuple[int, int]], buffer: int, name: str) -> MasterAvailability:
    """From nine to half past ten, without what is taken and a buffer around it."""
    opening = moment(540)
    busy = [(moment(start), moment(end)) for start, end in taken]
    free = SlotCalculator().merge_free_windows(
        opening, moment(630), busy, buffer_minutes=buffer, buffer_before_minutes=buffer
    )
    return MasterAvailability(resource_id=name, free_windows=free, work_start=opening)


@thorough
@given(
    cases(tags=(None, None, "a"), group_sizes=(1, 1, 2)) | cases(overlap=True),
    taken_by_resource,
    st.sampled_from([0, 0, 5]),
    st.sampled_from(RESOURCES),
    stretches,
)
def test_nothing_is_done_in_taken_time_and_more_of_it_adds_no_start(
    case: Case,
    taken: dict[str, list[tuple[int, int]]],
    buffer: int,
    name: str,
    more: tuple[int, int],
) -> None:
    finder, gap = case.finder(), timedelta(minutes=buffer)
    free = {one: working_day(taken[one], buffer, one) for one in RESOURCES}
    found = finder.find(case.request, free)
    for item in (item for solution in found.solutions for item in solution.items):
        busy = [(moment(start), moment(end)) for start, end in taken[item.resource_id]]
        assert moment(540) <= item.start_time < item.gap_end_time <= moment(630)
        assert BookingValidator().is_slot_free(item.start_time - gap, item.gap_end_time + gap, busy)
    busier = free | {name: working_day([*taken[name], more], buffer, name)}
    known = finder.find_starts(case.request, free)
    assert set(finder.find_starts(case.request, busier)) <= set(known)


@thorough
@given(cases(tags=(None, None, "a")), st.integers(0, 60), st.integers(1, 60))
def test_more_free_time_never_loses_a_start(case: Case, after: int, minutes: int) -> None:
    anchored = {
        name: one.model_copy(update={"work_start": moment(540)})
        for name, one in case.availability().items()
    }
    window = moment(540 + after), moment(540 + after + minutes)
    freer = {
        name: one.model_copy(update={"free_windows": [*one.free_windows, window]})
        for name, one in anchored.items()
    }
    known = case.finder().find_starts(case.request, anchored)
    assert set(known) <= set(case.finder().find_starts(case.request, freer))


@thorough
@given(
    cases(overlap=True) | cases(tags=(None, None, "a"), group_sizes=(1, 1, 2), any_order=True),
    st.integers(0, 60),
)
def test_a_cap_takes_the_first_starts_and_a_larger_one_loses_nothing(case: Case, cap: int) -> None:
    finder, free = case.finder(), case.availability()
    capped = finder.find(case.request, free, cap).solutions
    known = finder.find_starts(case.request, free)
    everything = finder.find(case.request, free, 1_000_000).solutions
    assert len(capped) == min(cap, len(everything))
    assert sorted({s.starts_at for s in capped}) == known[:cap]
    for solution in capped:
        assert solution in finder.find(case.request, free, cap + 5).solutions


@thorough
@given(cases(tags=(None, "a")))
def test_every_question_has_the_same_answer(case: Case) -> None:
    finder, free = case.finder(), case.availability()
    known = finder.find_starts(case.request, free)
    assert finder.find_open_days(case.request, {DATE: free}) == {DATE: len(known)}
    nearest = finder.find_nearest(case.request, lambda _: free, DATE, 1)
    assert [s.starts_at for s in nearest.solutions] == known[:1]
    assert all(finder.explain(case.request, free, start) == [] for start in known)
    others = [moment(minute) for minute in range(540, 620, 7)]
    assert all(finder.explain(case.request, free, o) for o in others if o not in known)


@thorough
@given(cases(tags=(None, None, None, "a")), st.booleans(), st.integers(1, 5))
def test_enough_is_counted_exactly_up_to_enough(case: Case, one_pace: bool, enough: int) -> None:
    finder, free, wanted = case.finder(), case.availability(), case.request
    if one_pace:
        services = [
            s.model_copy(update={"duration_by_resource": {}}) for s in wanted.service_requests
        ]
        wanted = wanted.model_copy(update={"service_requests": services})
    count = len(finder.find_starts(wanted, free))
    for days in ({DATE: free}, Horizon({DATE: free})):
        assert finder.find_open_days(wanted, days) == {DATE: count}
        assert finder.find_open_days(wanted, days, enough) == {DATE: min(count, enough)}


@thorough
@given(cases(modes=tuple(BookingMode), tags=(None, None, "a")))
def test_plain_data_are_as_good_as_models(case: Case) -> None:
    finder, free = case.finder(), case.availability()
    plain = {name: (one.free_windows, one.work_start) for name, one in free.items()}
    assert finder.find(case.request, plain) == finder.find(case.request, free)
    assert finder.find_starts(case.request, plain) == finder.find_starts(case.request, free)
    for wrapped in (dict, Horizon):
        assert finder.find_open_days(case.request, wrapped({DATE: plain})) == finder.find_open_days(
            case.request, wrapped({DATE: free})
        )
    moments = [moment(minute) for minute in range(540, 620, 7)]
    for start in moments:
        assert finder.explain(case.request, plain, start) == finder.explain(
            case.request, free, start
        )


@thorough
@given(cases(tags=(None, None, "a")), cases(), st.sampled_from(RESOURCES))
def test_a_horizon_that_is_kept_says_what_a_fresh_mapping_says(
    case: Case, other: Case, name: str
) -> None:
    finder, free = case.finder(), case.availability()
    kept = Horizon({DATE: free, DATE + timedelta(days=1): free})
    for wanted in (case.request, other.request):
        assert finder.find_open_days(wanted, kept) == finder.find_open_days(wanted, dict(kept))
    kept.replace(DATE, other.availability()[name])
    for wanted in (case.request, other.request):
        assert finder.find_open_days(wanted, kept) == finder.find_open_days(wanted, dict(kept))
    assert kept[DATE] == free | {name: other.availability()[name]}


@thorough
@given(cases(tags=(None, None, "a"), group_sizes=(1, 2)))
def test_the_order_in_which_resources_come_does_not_matter(case: Case) -> None:
    free = case.availability()
    turned = dict(reversed(free.items()))
    assert case.finder().find(case.request, free) == case.finder().find(case.request, turned)


@thorough
@given(cases(any_order=True, group_sizes=(1, 2), most_services=2))
def test_the_order_of_windows_and_their_cuts_do_not_matter(case: Case) -> None:
    def rearranged(one: MasterAvailability) -> MasterAvailability:
        halves = [
            half
            for start, end in one.free_windows
            for half in ((start + (end - start) // 2, end), (start, start + (end - start) // 2))
        ]
        return one.model_copy(update={"free_windows": [w for w in halves if w[0] < w[1]]})

    def whole_minutes(one: MasterAvailability) -> MasterAvailability:
        even = [
            (start, end - (end - start) % timedelta(minutes=2)) for start, end in one.free_windows
        ]
        return one.model_copy(update={"free_windows": [w for w in even if w[0] < w[1]]})

    free = {name: whole_minutes(one) for name, one in case.availability().items()}
    other = {name: rearranged(one) for name, one in free.items()}
    finder = case.finder()
    assert finder.find(case.request, free) == finder.find(case.request, other)


intervals = st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda one: (one[0], sum(one)))


def minutes_of(windows: Iterable[tuple[int, int]]) -> set[int]:
    return {minute for start, end in windows for minute in range(start, end)}


@given(st.lists(intervals), st.none() | intervals, st.integers(0, 20))
def test_free_windows_and_taken_time_make_up_the_day(
    busy: list[tuple[int, int]], pause: tuple[int, int] | None, buffer: int
) -> None:
    def times(span: tuple[int, int]) -> tuple[datetime, datetime]:
        return moment(span[0]), moment(span[1])

    found = SlotCalculator().merge_free_windows(
        *times((60, 180)),
        [times(span) for span in busy],
        None if pause is None else times(pause),
        buffer,
    )
    free = [tuple((edge - moment(0)) // timedelta(minutes=1) for edge in w) for w in found]
    taken = minutes_of([(start, end + buffer) for start, end in busy] + ([pause] if pause else []))
    assert minutes_of((start, end) for start, end in free) == set(range(60, 180)) - taken
    assert all(free[at][1] < free[at + 1][0] for at in range(len(free) - 1))
