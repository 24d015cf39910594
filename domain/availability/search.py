"""Engine queries on an availability, the same for display and for the check at commit."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import TypeVar

from domain.availability.engine_request import (
    MAX_CHAINS_OF_ONE_START,
    Turn,
    engine_request,
    free_around,
    most_in_turn,
    of_the_first,
)
from domain.availability.provider import Availability
from domain.shared.time import DAY
from engine import BookingChainSolution, ChainFinder

T = TypeVar("T")


def count_starts_by_day(availability: Availability, enough: int | None = None) -> dict[date, int]:
    """Return the number of starts on every day of the horizon, from one engine pass.

    The count of a day stops at `enough`.
    """
    request = engine_request(availability.plan, availability.horizon.first)
    counts = _finder(availability).find_open_days(request, availability.by_date, enough)
    separate = {availability.horizon.first, *_days_of_moved_visit(availability)}
    return {
        day: len(starts_of_day(availability, day)[:enough])
        if day in separate or _has_clock_change(availability, day)
        else counts.get(day, 0)
        for day in availability.horizon
    }


def starts_of_day(availability: Availability, day: date) -> list[datetime]:
    """Return the available starts on `day`, ascending, in the location's zone.

    A night shift belongs to the day on which it begins; the rest of last night's shift, to today.
    If a local time occurs twice, when daylight saving ends, only the first is offered. The present
    time of a moved visit is excluded.
    """
    found = (
        start
        for shift_day in _days_of_shifts(availability, day)
        for start in _starts_of_shifts(availability, shift_day)
        if _is_new(availability, start)
    )
    return _first_per_local_time(found, lambda start: start)


def nearest_starts(availability: Availability, wanted_at: datetime, limit: int) -> list[datetime]:
    """Return up to `limit` starts close to `wanted_at`: its day first, then the days after it.

    The evening before comes last, if the wanted start is after midnight of that night.
    """
    wanted = wanted_at.astimezone(availability.plan.profile.location.timezone)
    night = starts_of_day(availability, wanted.date() - DAY)
    same_day = [start for start in night if start.date() == wanted.date()]
    nearest = _closest(same_day, wanted, limit, but=wanted)
    for day in availability.horizon:
        if day >= wanted.date() and len(nearest) < limit:
            same_hour = datetime.combine(day, wanted.time(), wanted.tzinfo)
            others = [start for start in starts_of_day(availability, day) if start not in nearest]
            nearest += _closest(others, same_hour, limit - len(nearest), but=wanted)
    if availability.day_of(wanted) < wanted.date():
        evening = [start for start in night if start.date() < wanted.date()]
        nearest += _closest(evening, wanted, limit - len(nearest), but=wanted)
    return nearest


def _closest(starts: Iterable[datetime], to: datetime, limit: int, but: datetime) -> list[datetime]:
    others = (start for start in starts if start.timestamp() != but.timestamp())
    by_distance = sorted(others, key=lambda start: abs(start.timestamp() - to.timestamp()))
    return sorted(by_distance[:limit], key=datetime.timestamp)


def chains_at(
    availability: Availability, start_at: datetime, turn: Turn
) -> list[BookingChainSolution]:
    """Return the chains that begin at exactly `start_at`, the most compact first.

    If there may be too many, those of the first masters in turn are among them, however quick.
    """
    local = start_at.astimezone(availability.plan.profile.location.timezone)
    most = most_in_turn(availability.plan)
    chains = _chains_from(availability, local, turn, None)
    if most is not None:
        chains += _chains_from(availability, local, turn, most)
    return chains


def _chains_from(
    availability: Availability, local: datetime, turn: Turn, most: int | None
) -> list[BookingChainSolution]:
    plan, chains = availability.plan, list[BookingChainSolution]()
    finder = ChainFinder(plan.profile.policies.step_minutes, min_start=local)
    for day in (local.date() - DAY, local.date()):  # a night shift may begin the day before
        free = availability.by_date.get(day, {})
        request = engine_request(plan, day, turn)
        if most is not None:
            request = of_the_first(request, free_around(plan, free, local), most)
        found = finder.find(
            request, free, max_solutions=MAX_CHAINS_OF_ONE_START, max_unique_starts=1
        )
        if found.best and found.best.starts_at.timestamp() == local.timestamp():
            chains += found.solutions
    return chains


def chains_of_day(
    availability: Availability, day: date, turn: Turn, most_of_a_start: int
) -> list[BookingChainSolution]:
    """Return some chains of each start of the shifts shown on `day`, the most compact ones."""
    return [
        chain
        for shift_day in _days_of_shifts(availability, day)
        for chain in _chains_of_shifts(availability, shift_day, turn, most_of_a_start)
    ]


def compact_chains(availability: Availability, day: date) -> list[BookingChainSolution]:
    """Return the most compact chain of each start of `day`, as in `starts_of_day`."""
    found = (
        chain
        for shift_day in _days_of_shifts(availability, day)
        for chain in _chains_of_shifts(availability, shift_day, None, 1)
        if _is_new(availability, chain.starts_at)
    )
    return _first_per_local_time(found, lambda chain: chain.starts_at)


def _chains_of_shifts(
    availability: Availability, day: date, turn: Turn | None, most_of_a_start: int
) -> list[BookingChainSolution]:
    starts = _starts_of_shifts(availability, day)
    if not starts:
        return []
    request = engine_request(availability.plan, day, turn)
    resources, most = availability.by_date[day], len(starts) * most_of_a_start
    return _finder(availability).find(request, resources, max_solutions=most).solutions


def _starts_of_shifts(availability: Availability, day: date) -> list[datetime]:
    """Return the starts in shifts that begin on `day`; some may be after midnight."""
    request = engine_request(availability.plan, day)
    return _finder(availability).find_starts(request, availability.by_date.get(day, {}))


def _is_new(availability: Availability, start_at: datetime) -> bool:
    """Return whether the start differs from the present start of a moved visit."""
    old = availability.moved_from
    return old is None or old.timestamp() != start_at.timestamp()


def _days_of_moved_visit(availability: Availability) -> tuple[date, ...]:
    """Return the days whose shifts may contain a moved visit."""
    if availability.moved_from is None:
        return ()
    day = availability.moved_from.astimezone(availability.plan.profile.location.timezone).date()
    return day - DAY, day


def _has_clock_change(availability: Availability, day: date) -> bool:
    """Return whether clocks change on the day, or in the night after it."""
    zone = availability.plan.profile.location.timezone
    first, last = (datetime.combine(d, time(), zone) for d in (day, day + 2 * DAY))
    return first.utcoffset() != last.utcoffset()


def _days_of_shifts(availability: Availability, day: date) -> tuple[date, ...]:
    """Return the days whose shifts are shown on `day`."""
    return (day - DAY, day) if day == availability.horizon.first else (day,)


def _first_per_local_time(found: Iterable[T], start_of: Callable[[T], datetime]) -> list[T]:
    """Return the first item at each local time, ascending."""
    first: dict[datetime, T] = {}
    for one in sorted(found, key=lambda one: start_of(one).timestamp()):
        first.setdefault(start_of(one).replace(tzinfo=None, fold=0), one)
    return list(first.values())


def _finder(availability: Availability) -> ChainFinder:
    return ChainFinder(availability.plan.profile.policies.step_minutes)
