"""Free time of many resources over many days, as integers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from engine.availability import MasterAvailability
from engine.bits import axis, fitting, grid, stretch
from engine.days import NO_TIME, FreeDay, free_day, ruler
from engine.moments import at_minute, ceil_minute, floor_minute

Availability = Mapping[str, MasterAvailability]
LaneKey = tuple[int, str]
"""Days after the first day of a chain, and a resource."""


class Visit(NamedTuple):
    """What one segment holds: the first day of a chain, and what is free some days after it."""

    first_day: date
    by_offset: Mapping[int, Availability]


class Lane(NamedTuple):
    """One resource: its free minutes, and for each segment the anchor of its grid."""

    free: int
    anchors: tuple[int, ...]


class Board:
    """A lane for each resource. What is worked out of a lane is kept for the next question."""

    def __init__(self, visits: Sequence[Visit], keys: Iterable[LaneKey]) -> None:
        self.zone = _zone(visits)
        days = _free_days(visits, list(keys), self.zone)
        ends = [end for lane in days.values() for day in lane for _, end in day.spans]
        zeros = [ruler(visit.first_day, 0, self.zone).zero for visit in visits]
        self.origins = [floor_minute(zero) for zero in zeros]
        self.axis = axis(max(ends, default=0), len(visits))
        self._lanes = {key: self._lane(lane) for key, lane in days.items()}
        self._starts: dict[tuple[LaneKey, int], int] = {}
        self._grids: dict[tuple[tuple[int, ...], int], int] = {}

    def starts(self, key: LaneKey, minutes: int) -> int:
        """The moments from which a resource is free for so many minutes."""
        known = self._starts.get((key, minutes))
        if known is None:
            known = self._starts[key, minutes] = fitting(self._lanes[key].free, minutes)
        return known

    def grid(self, key: LaneKey, step_minutes: int) -> int:
        """The moments on the grid of a resource."""
        anchors = self._lanes[key].anchors
        known = self._grids.get((anchors, step_minutes))
        if known is None:
            width = self.axis.width
            rows = [grid(width, step_minutes, anchor % step_minutes) for anchor in anchors]
            known = self._grids[anchors, step_minutes] = self.axis.joined(rows)
        return known

    def not_before(self, earliest: datetime) -> int:
        """The moments from a given one on."""
        if (earliest.tzinfo is None) != (self.zone is None):
            raise ValueError("min_start and the free windows mix naive and aware datetimes")
        minute, last = ceil_minute(earliest), self.axis.width - 2
        lefts = [last - max(0, minute - origin) for origin in self.origins]
        return self.axis.joined([(2 << left) - 2 if left > 0 else 0 for left in lefts])

    def moment(self, left: int) -> datetime:
        """The time of a moment of the first segment."""
        return at_minute(self.origins[0] + self.axis.width - 2 - left, self.zone)

    def _lane(self, days: list[FreeDay]) -> Lane:
        segments = []
        for spans, _ in days:
            free = 0
            for start, end in spans:
                free |= stretch(self.axis.width, start, end)
            segments.append(free)
        return Lane(self.axis.joined(segments), tuple([anchor for _, anchor in days]))


def _free_days(
    visits: Sequence[Visit], keys: Sequence[LaneKey], zone: tzinfo | None
) -> dict[LaneKey, list[FreeDay]]:
    """For each lane its free days, one for each visit."""
    lanes: dict[LaneKey, list[FreeDay]] = {key: [] for key in keys}
    for visit in visits:
        rulers = {offset: ruler(visit.first_day, offset, zone) for offset in visit.by_offset}
        for (offset, resource_id), lane in lanes.items():
            one = visit.by_offset[offset].get(resource_id)
            lane.append(NO_TIME if one is None else free_day(one, rulers[offset]))
    return lanes


def _zone(visits: Sequence[Visit]) -> tzinfo | None:
    """The zone of the first window: all times are counted, and given back, in it."""
    for visit in visits:
        for availability in visit.by_offset.values():
            for one in availability.values():
                for start, _ in one.free_windows:
                    return start.tzinfo
    return None
