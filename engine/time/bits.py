"""Sets of minutes as integers: bit n stands for the minute n, counted from some midnight.

Big integers make one operation of what would be a loop over a day: a shift moves all the moments
of a set, `&` meets two sets, and the lowest bit is the earliest moment.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

NEVER = -1


def fitting(free: int, minutes: int) -> int:
    """The moments from which so many minutes in a row are free; O(log minutes) operations."""
    known = 1
    while 2 * known <= minutes:
        free &= free >> known
        known *= 2
    return free & free >> minutes - known


def first_from(moments: int, minute: int) -> int:
    """The earliest of the moments at or after a minute, `NEVER` if there is none."""
    later = moments >> minute
    return minute + (later & -later).bit_length() - 1 if later else NEVER


def each(moments: int) -> Iterator[int]:
    """The moments in order."""
    while moments:
        first = moments & -moments
        yield first.bit_length() - 1
        moments ^= first


@lru_cache(maxsize=1024)
def grid(step: int, phase: int, minutes: int) -> int:
    """The moments a whole number of steps from a phase, among so many minutes at least."""
    return sum(1 << minute for minute in range(phase, minutes, step))


def in_at_least(sets: Iterable[int], count: int) -> int:
    """The moments that lie in at least so many of the sets; `count` operations a set."""
    levels = [0] * count
    for moments in sets:
        for level in range(count - 1, 0, -1):
            levels[level] |= levels[level - 1] & moments
        levels[0] |= moments
    return levels[-1]


def all_served(roles: Sequence[tuple[int, dict[str, int]]]) -> int:
    """The moments at which every role finds resources enough, no resource serving two.

    A role is the number of resources that it needs and the moments at which each can serve it.
    By Hall's theorem that is possible where every choice of roles has, between them, as many
    resources as they need. 2^roles calls of `in_at_least`.
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
