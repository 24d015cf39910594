"""What there is: the free time of the masters."""

from datetime import date, datetime, tzinfo

from pydantic import Field

from engine.base import ResourceAvailability
from engine.lanes import Lane, ruler, spans_of_day
from engine.limits import MAX_MINUTES
from engine.moments import mixed_clocks
from engine.spans import Span


class MasterAvailability(ResourceAvailability):
    """The free time of one master.

    `work_start` anchors the grid of starts, and names the day that a night shift belongs to.
    The windows already keep the buffer between clients on both sides; `buffer_between_minutes`
    only lets `ChainFinder.explain` say that a start is refused because of it.

    The windows are turned into integers once. Who asks again keeps these objects, and replaces the
    one whose windows change.
    """

    buffer_between_minutes: int = Field(default=0, ge=0, le=MAX_MINUTES)
    work_start: datetime | None = None

    def lane(self, day: date, zone: tzinfo | None) -> Lane:
        """What is free in the shift of a day, in minutes from the day's midnight in the zone.

        Raises:
            ValueError: Naive and aware datetimes are mixed.
        """
        known: tuple[date, tzinfo | None, Lane] | None = self.__dict__.get("_lane")
        if known is None or known[0] != day or known[1] is not zone:
            found = Lane.of(*self.spans(day, zone))
            known = self.__dict__["_lane"] = (day, zone, found)
        return known[2]

    def spans(self, day: date, zone: tzinfo | None) -> tuple[list[Span], int]:
        """The free spans of the shift of a day, and the anchor of its grid, in the same minutes.

        Raises:
            ValueError: Naive and aware datetimes are mixed.
        """
        try:
            return spans_of_day(self.free_windows, self.work_start, ruler(day, zone))
        except TypeError:
            raise mixed_clocks(self.resource_id) from None
