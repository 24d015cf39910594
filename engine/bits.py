"""Sets of minutes as integers.

An axis is a row of segments of equal width, one for each day that is searched, in one integer. A
moment of a segment is written as the number of minutes *left* to the segment's end, so time runs
from high bits to low ones:

    bit   width-1   width-2  ...      1        0
          guard     first minute      last     guard

The upper guard stops a borrow, the lower one keeps a stretch from running over into the next
segment; both are always 0. `x << n` turns "at this moment" into "n minutes later than the moment
asked about", the highest bit is the earliest moment, and *is there anything at or after this
moment* is one subtraction for all segments at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Axis:
    """The shape of a row of segments. The width is a whole number of bytes."""

    width: int
    count: int
    guards: int
    moments: int

    def still_ahead(self, moments: int) -> int:
        """The moments of each segment at or after which there is one of these. One subtraction."""
        return (moments | (self.guards - moments)) & self.moments

    def joined(self, segments: Sequence[int]) -> int:
        """One integer from one for each segment."""
        if self.count == 1:
            return segments[0]
        size = self.width // 8
        return int.from_bytes(b"".join(s.to_bytes(size, "little") for s in segments), "little")

    def split(self, moments: int) -> list[int]:
        """The segments of an integer."""
        if self.count == 1:
            return [moments]
        size = self.width // 8
        data = moments.to_bytes(size * self.count, "little")
        starts = range(0, len(data), size)
        return [int.from_bytes(data[start : start + size], "little") for start in starts]


@lru_cache(maxsize=64)
def axis(minutes: int, count: int) -> Axis:
    """An axis for segments of at least so many minutes."""
    width = (minutes + 2 + 7) // 8 * 8
    guard = bytes(width // 8 - 1) + b"\x80"
    guards = int.from_bytes(guard * count, "little")
    ones = guards >> (width - 1)
    return Axis(width, count, guards, guards - ones)


@lru_cache(maxsize=1024)
def grid(width: int, step: int, anchor: int) -> int:
    """The moments of one segment that lie a whole number of steps from an anchor, either way."""
    lefts = range(width - 2 - anchor % step, 0, -step)
    return sum(1 << left for left in lefts)


def stretch(width: int, start: int, end: int) -> int:
    """The minutes from start to end of one segment."""
    return ((1 << (end - start)) - 1) << (width - 1 - end)


def fitting(free: int, minutes: int) -> int:
    """The moments from which so many minutes in a row are free; O(log minutes) operations."""
    known = 1
    while 2 * known <= minutes:
        free &= free << known
        known *= 2
    return free & (free << (minutes - known))


def first_from(moments: int, left: int) -> int:
    """The earliest of the moments at or after one of the same (only) segment, -1 if none."""
    return (moments & ((2 << left) - 1)).bit_length() - 1


def each(moments: int) -> Iterator[int]:
    """The moments of a single segment, the earliest first."""
    while moments:
        left = moments.bit_length() - 1
        yield left
        moments ^= 1 << left


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
    resources as they need. 2^roles steps of `in_at_least`.
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
