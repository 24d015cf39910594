"""Free time for a chain that starts on a day: one lane per resource, on one scale of minutes."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import chain

from engine.model.availability import Availability, MasterAvailability, lane_of
from engine.time.lanes import Lane, day_clock
from engine.time.moments import MINUTES, Interval, at_minute, floor_minute, minutes_from

_BY_THE_WALL = len(MINUTES)
"""Minutes for which a day clock may use wall clock time: two days."""


class Timeline:
    """The availability of a chain's first day and of its later days.

    Minutes count from the midnight of the first day. All times are counted and returned in the
    zone of the first requested resource that has a window.
    """

    def __init__(
        self, first_day: date, by_offset: Mapping[int, Availability], asked_for: Iterable[str]
    ) -> None:
        self.first_day = first_day
        self._by_offset = by_offset
        window = _first_window(by_offset, asked_for)
        if window is None:
            window = _first_window(by_offset, chain.from_iterable(by_offset.values()))
        self._is_empty = window is None
        self.zone = None if window is None else window[0].tzinfo
        self._zero = day_clock(first_day, self.zone).zero
        self._lanes: dict[tuple[int, tuple[str, ...]], list[Lane | None]] = {}

    def lanes(self, offset: int, resource_ids: tuple[str, ...]) -> list[Lane | None]:
        """Return the lanes of resources `offset` days after the first; None for absent ones."""
        known = self._lanes.get((offset, resource_ids))
        if known is None:
            get = self._by_offset[offset].get
            day = self.first_day + timedelta(days=offset) if offset else self.first_day
            known = [
                None if (one := get(name)) is None else lane_of(name, one, day, self.zone)
                for name in resource_ids
            ]
            self._lanes[offset, resource_ids] = known
        return known

    def shift(self, offset: int) -> int:
        """Return the minute at which a later day begins."""
        if not offset:
            return 0
        day = self.first_day + timedelta(days=offset)
        return floor_minute(day_clock(day, self.zone).zero) - floor_minute(self._zero)

    def minute_from(self, moment: datetime) -> int:
        """Return the first minute that begins at or after a moment.

        Raises:
            ValueError: The moment is naive and the windows are aware, or the reverse.
        """
        if self._is_empty:
            return minutes_from(moment, day_clock(self.first_day, moment.tzinfo).zero)
        if (moment.tzinfo is None) != (self.zone is None):
            raise ValueError(f"{moment} and the free windows mix naive and aware datetimes")
        return minutes_from(moment, self._zero)

    def earliest(self, min_start: datetime | None) -> int:
        """Return the first minute of the timeline not before a moment; raises as `minute_from`."""
        return 0 if min_start is None else max(0, self.minute_from(min_start))

    def moment(self, minute: int) -> datetime:
        """Return the time of a minute."""
        zero = self._zero
        if zero.tzinfo is self.zone and minute < _BY_THE_WALL:
            return zero + MINUTES[minute]
        return at_minute(floor_minute(zero) + minute, self.zone)

    def moments(self, minutes: list[int]) -> list[datetime]:
        """Return the times of minutes, which must be in order."""
        zero = self._zero
        if zero.tzinfo is self.zone and (not minutes or minutes[-1] < _BY_THE_WALL):
            return [zero + MINUTES[minute] for minute in minutes]
        return [self.moment(minute) for minute in minutes]


def _first_window(
    by_offset: Mapping[int, Availability], resource_ids: Iterable[str]
) -> Interval | None:
    for name in resource_ids:
        for free in by_offset.values():
            one = free.get(name)
            if one is not None:
                windows = one.free_windows if isinstance(one, MasterAvailability) else one[0]
                if windows:
                    return windows[0]
    return None
