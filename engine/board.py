"""What is free when a chain starts on a day: a lane for each resource, on one scale of minutes."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from engine.availability import MasterAvailability
from engine.lanes import Lane, minutes_from, ruler
from engine.moments import MINUTE, Interval, at_minute, floor_minute
from engine.spans import Span, are_apart, merged

Availability = Mapping[str, MasterAvailability]

_BY_THE_WALL = 2 * 24 * 60
"""Minutes for which a ruler may go by the wall clock."""
_MINUTES = [minute * MINUTE for minute in range(_BY_THE_WALL)]


class Board:
    """The availability of a chain's first day, and of those some days after it.

    Minutes count from the midnight of the first day.
    """

    def __init__(self, first_day: date, by_offset: Mapping[int, Availability]) -> None:
        self.first_day = first_day
        self._by_offset = by_offset
        window = _first_window(by_offset)
        self._is_empty = window is None
        self._zone = None if window is None else window[0].tzinfo
        """All times are counted, and given back, in the zone of the first window."""
        self._zero = ruler(first_day, self._zone).zero
        self._lanes: dict[tuple[int, tuple[str, ...]], list[Lane | None]] = {}

    def lanes(self, offset: int, resource_ids: tuple[str, ...]) -> list[Lane | None]:
        """The lanes of resources some days after the first, None of those who are not there."""
        known = self._lanes.get((offset, resource_ids))
        if known is None:
            get = self._by_offset[offset].get
            day = self.first_day + timedelta(days=offset) if offset else self.first_day
            found = [get(resource_id) for resource_id in resource_ids]
            known = [None if one is None else one.lane(day, self._zone) for one in found]
            self._lanes[offset, resource_ids] = known
        return known

    def spans(self, resource_id: str) -> tuple[list[Span], int]:
        """The free spans of the first day, in order and apart, and the anchor of the grid."""
        one = self._by_offset[0].get(resource_id)
        if one is None:
            return [], 0
        spans, anchor = one.spans(self.first_day, self._zone)
        return spans if are_apart(spans) else merged(spans), anchor

    def shift(self, offset: int) -> int:
        """The minute at which a later day begins."""
        if not offset:
            return 0
        day = self.first_day + timedelta(days=offset)
        return floor_minute(ruler(day, self._zone).zero) - floor_minute(self._zero)

    def minute_from(self, moment: datetime) -> int:
        """The first minute that begins at or after a moment.

        Raises:
            ValueError: The moment is naive and the windows are not, or the other way round.
        """
        if self._is_empty:
            return 0
        if (moment.tzinfo is None) != (self._zone is None):
            raise ValueError(f"{moment} and the free windows mix naive and aware datetimes")
        return minutes_from(moment, self._zero)

    def moment(self, minute: int) -> datetime:
        """The time of a minute."""
        zero = self._zero
        if zero.tzinfo is self._zone and minute < _BY_THE_WALL:
            return zero + _MINUTES[minute]
        return at_minute(floor_minute(zero) + minute, self._zone)

    def moments(self, minutes: list[int]) -> list[datetime]:
        """The times of minutes in order."""
        zero = self._zero
        if zero.tzinfo is self._zone and (not minutes or minutes[-1] < _BY_THE_WALL):
            return [zero + _MINUTES[minute] for minute in minutes]
        return [self.moment(minute) for minute in minutes]


def _first_window(by_offset: Mapping[int, Availability]) -> Interval | None:
    for availability in by_offset.values():
        for one in availability.values():
            for window in one.free_windows:
                return window
    return None
