"""What there is: the free time of the masters."""

from datetime import datetime

from pydantic import Field

from engine.base import ResourceAvailability
from engine.limits import MAX_MINUTES


class MasterAvailability(ResourceAvailability):
    """The free time of one master.

    `work_start` anchors the grid of starts, and names the day that a night shift belongs to.
    The windows already keep the buffer between clients on both sides; `buffer_between_minutes`
    only lets `ChainFinder.explain` say that a start is refused because of it.
    """

    buffer_between_minutes: int = Field(default=0, ge=0, le=MAX_MINUTES)
    work_start: datetime | None = None
