"""Sets of minutes as integers: bit n stands for minute n, counted from a midnight.

With big integers one operation replaces a loop over a day: a shift moves all moments of a set, `&`
intersects two sets, and the lowest bit is the earliest moment.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

NEVER = -1


def fitting(free: int, minutes: int) -> int:
    """Return the moments followed by `minutes` free minutes; O(log minutes) operations."""
    known = 1
    while 2 * known <= minutes:
        free &= free >> known
        known *= 2
    return free & free >> minutes - known


def first_from(moments: int, minute: int) -> int:
    """Return the earliest moment at or after a minute, `NEVER` if there is none."""
    later = moments >> minute
    return minute + (later & -later).bit_length() - 1 if later else NEVER


def each(moments: int) -> Iterator[int]:
    """Yield the moments in order."""
    while moments:
        first = moments & -moments
        yield first.bit_length() - 1
        moments ^= first


@lru_cache(maxsize=1024)
def grid(step: int, phase: int, minutes: int) -> int:
    """Return every `step`-th moment from `phase` on, up to `minutes`."""
    return sum(1 << minute for minute in range(phase, minutes, step))


def in_at_least(sets: Iterable[int], count: int) -> int:
    """Return the moments that lie in at least `count` sets; `count` operations for each set."""
    levels = [0] * count
    for moments in sets:
        for level in range(count - 1, 0, -1):
            levels[level] |= levels[level - 1] & moments
        levels[0] |= moments
    return levels[-1]


def all_served(roles: Sequence[tuple[int, dict[str, int]]]) -> int:
    """Return the moments at which every role has enough resources, each serving one role.

    A role is the number of resources that it needs, and the moments at which each can serve it.
    By Hall's theorem this holds if every subset of roles together has as many resources as it
    needs. 2^roles calls of `in_at_least`.
    """
    served = -1
    for size in range(1, len(roles) + 1):
        for chosen in combinations(roles, size):
            between: dict[str, int] = {}
            for _, resources in chosen:
                for resource_id, moments in resources.items():
                    between[resource_id] = between.get(resource_id, 0) | moments
            served &= in_at_least(between.values(), sum(needed for needed, _ in chosen))
    return served
