"""The free time of the masters."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from pydantic import Field

from engine.model.base import ResourceAvailability
from engine.time.lanes import FreeSpans, Lane, day_clock, spans_of_day
from engine.time.limits import MAX_MINUTES
from engine.time.moments import Interval, mixed_clocks


class MasterAvailability(ResourceAvailability):
    """The free time of one master.

    `work_start` anchors the grid of starts, and names the day that a night shift belongs to. With
    `starts_before`, the windows are those of one shift: a visit starts before that moment, and goes
    on in the windows after it, which belong to the next shift.
    The windows already exclude the buffer between clients on both sides; `buffer_between_minutes`
    only lets `ChainFinder.explain` name the buffer as the reason.

    The windows are turned into integers once. Reuse these objects for repeated searches, and
    replace an object when its windows change.
    """

    buffer_between_minutes: int = Field(default=0, ge=0, le=MAX_MINUTES)
    work_start: datetime | None = None
    starts_before: datetime | None = None

    def lane(self, day: date, zone: tzinfo | None) -> Lane:
        """Return the free time in the shift of a day, in minutes from the day's midnight.

        Raises:
            ValueError: Naive and aware datetimes are mixed.
        """
        known: tuple[date, tzinfo | None, Lane] | None = self.__dict__.get("_lane")
        if known is None or known[0] != day or known[1] is not zone:
            free_time = self.free_windows, self.work_start
            found = Lane.of(spans_of(self.resource_id, free_time, day, zone, self.starts_before))
            known = self.__dict__["_lane"] = (day, zone, found)
        return known[2]


FreeTime = tuple[Sequence[Interval], datetime | None]
"""Free windows and the start of work as plain data, not validated: for trusted input, where a
model for each resource and day would cost more than the search."""

Availability = Mapping[str, MasterAvailability | FreeTime]
"""The free time of resources by their ids."""


def lane_of(
    resource_id: str, one: MasterAvailability | FreeTime, day: date, zone: tzinfo | None
) -> Lane:
    """Return the free time of a resource in the shift of a day; see `MasterAvailability.lane`."""
    if isinstance(one, MasterAvailability):
        return one.lane(day, zone)
    return Lane.of(spans_of(resource_id, one, day, zone))


def spans_of(
    resource_id: str,
    free_time: FreeTime,
    day: date,
    zone: tzinfo | None,
    starts_before: datetime | None = None,
) -> FreeSpans:
    """Return the free spans of the shift of a day.

    Raises:
        ValueError: Naive and aware datetimes are mixed.
    """
    try:
        return spans_of_day(*free_time, day_clock(day, zone), starts_before)
    except TypeError:
        raise mixed_clocks(resource_id) from None
