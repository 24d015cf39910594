"""Pure rules: how late visits begin, by the reported delays of each visit and those before it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from domain.shared.ids import BookingId
from domain.shared.time import MINUTE
from domain.visit.delays import StandingVisit, Stretch

Passed = Mapping[Stretch, int]
"""The minutes by which the visit ahead in the lane delays a stretch."""

Follower = tuple[StandingVisit, Stretch, int]
"""The next visit in a lane, its stretch, and the free minutes before it."""


def expected_delays(day: Sequence[StandingVisit], now: datetime) -> dict[BookingId, int]:
    """Return for each visit how many minutes later than agreed it begins.

    This is the maximum of its reported delay and the delays passed on by the visits right ahead:
    their delay minus the free minutes between. So a delay never grows on its way and ends when
    it is used up, and no report cancels another. A visit is late with all of its services.
    """
    followers = _followers(day)
    passed = _pass_on(day, followers, frozenset(), now)
    overdue = {visit.booking_id for visit in day if _is_overdue(visit, passed, now)}
    passed = _pass_on(day, followers, overdue, now)
    return {visit.booking_id: _begins_late(visit, passed, overdue, now) for visit in day}


def with_reported_delay(
    visit: StandingVisit, positions: Collection[int], minutes: int, now: datetime
) -> StandingVisit:
    """Return the visit with a reported delay for some of its stretches.

    A client who still waits may be asked to come earlier than last announced.
    """
    stretches = tuple(
        replace(stretch, reported_minutes=minutes) if position in positions else stretch
        for position, stretch in enumerate(visit.stretches)
    )
    awaited = visit.expected_at > now
    late = min(visit.late_minutes, minutes) if awaited else visit.late_minutes
    return replace(visit, stretches=stretches, late_minutes=late)


def _pass_on(
    day: Sequence[StandingVisit],
    followers: Mapping[Stretch, Follower],
    overdue: Collection[BookingId],
    now: datetime,
) -> Passed:
    passed: dict[Stretch, int] = defaultdict(int)
    waiting = list(day)
    while waiting:
        ahead = waiting.pop()
        for stretch in ahead.stretches:
            if stretch not in followers:
                continue
            visit, held_up, gap_minutes = followers[stretch]
            minutes = _ends_late(ahead, stretch, passed, overdue, now) - gap_minutes
            if minutes > passed[held_up]:
                passed[held_up] = minutes
                waiting.append(visit)
    return passed


def _begins_late(
    visit: StandingVisit, passed: Passed, overdue: Collection[BookingId], now: datetime
) -> int:
    """Return how late the visit begins.

    The delay is final once the visit has begun or its client has arrived.
    """
    if visit.has_arrived or _has_begun(visit, passed, now):
        return visit.late_minutes
    return _waits(visit, passed, overdue)


def _is_overdue(visit: StandingVisit, passed: Passed, now: datetime) -> bool:
    """Return whether the visit should have begun by now, if only reports counted.

    Its announced time holds then: it is never replaced by one in the past. This is decided before
    announced times count, or a visit would hold up itself by way of others.
    """
    return visit.starts_at + _waits(visit, passed) * MINUTE <= now


def _waits(visit: StandingVisit, passed: Passed, overdue: Collection[BookingId] = ()) -> int:
    """Return how late a visit that has not begun will begin."""
    minutes = max(max(one.reported_minutes or 0, passed.get(one, 0)) for one in visit.stretches)
    return max(minutes, visit.late_minutes) if visit.booking_id in overdue else minutes


def _ends_late(
    visit: StandingVisit,
    stretch: Stretch,
    passed: Passed,
    overdue: Collection[BookingId],
    now: datetime,
) -> int:
    """Return how much later than agreed a stretch of the visit ends.

    Once the visit has begun, this is the last delay reported up to that stretch, or else the
    delay with which it began.
    """
    if not _has_begun(visit, passed, now):
        return _waits(visit, passed, overdue)
    so_far = [one for one in visit.stretches if one.start_at <= stretch.start_at]
    words = [one.reported_minutes for one in so_far if one.reported_minutes is not None]
    to_come = [passed.get(one, 0) for one in so_far if one.start_at > visit.starts_at]
    return max([words[-1] if words else visit.late_minutes, *to_come])


def _has_begun(visit: StandingVisit, passed: Passed, now: datetime) -> bool:
    """Return whether the visit has begun, by its announced time and by the visit ahead of it.

    A delay reported for the visit itself does not count: it means that the visit takes longer.
    """
    ahead = passed.get(visit.stretches[0], 0)
    return visit.starts_at + max(visit.late_minutes, ahead) * MINUTE <= now


def _followers(day: Sequence[StandingVisit]) -> Mapping[Stretch, Follower]:
    lanes = defaultdict(list)
    for visit in day:
        for stretch in visit.stretches:
            lanes[stretch.lane].append((stretch.start_at, visit.booking_id, visit, stretch))
    followers = {}
    for taken in lanes.values():
        in_order = sorted(taken, key=lambda one: one[:2])
        for (_, _, _, ahead), (start_at, _, visit, stretch) in pairwise(in_order):
            gap = max(start_at - ahead.blocked_until, timedelta())
            followers[ahead] = (visit, stretch, gap // MINUTE)
    return followers
