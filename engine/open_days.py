"""Count the starts of many days for plain requests, as a month view needs.

The same answer as `Search.count` at a fraction of the cost: one set of moments stands for all
resources, and reading resources stops as soon as the answer is known.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from engine.model.availability import Availability, FreeTime, MasterAvailability, spans_of
from engine.model.task import Task
from engine.search.timeline import Timeline
from engine.time.lanes import points

_Share = Sequence[tuple[int, int, int | None]]
"""The works of a task that a resource can do: index, minutes and grid of each."""


def counts(
    task: Task,
    availability_by_date: Mapping[date, Availability],
    min_start: datetime | None,
    enough: int | None,
) -> dict[date, int]:
    """Return the number of starts for each day, at most `enough`."""
    shares: dict[str, list[tuple[int, int, int | None]]] = {}
    for at, work in enumerate(task.works):
        for resource_id in work.resource_ids:
            shares.setdefault(resource_id, []).append((at, work.minutes, work.step))
    found = {}
    for day, free in availability_by_date.items():
        timeline = Timeline(day, {0: free}, shares)
        found[day] = _count(task, shares, timeline, free, timeline.earliest(min_start), enough)
    return found


def _count(
    task: Task,
    shares: Mapping[str, _Share],
    timeline: Timeline,
    free: Availability,
    earliest: int,
    enough: int | None,
) -> int:
    """Another resource never removes a start, so counting can stop at `enough`."""
    moments = [0] * len(task.works)
    for resource_id, share in shares.items():
        one = free.get(resource_id)
        if one is None:
            continue
        if isinstance(one, MasterAvailability):
            lane = one.lane(timeline.first_day, timeline.zone)
            for at, minutes, step in share:
                moments[at] |= lane.moments(minutes, step)
        else:
            _add(moments, share, resource_id, one, timeline)
        if enough is not None and task.starts(moments, earliest, enough).bit_count() >= enough:
            return enough
    return task.starts(moments, earliest, enough).bit_count()


def _add(
    moments: list[int], share: _Share, resource_id: str, free_time: FreeTime, timeline: Timeline
) -> None:
    """Add the moments of a resource that is read only once and so needs no lane."""
    spans, anchor, until = spans_of(resource_id, free_time, timeline.first_day, timeline.zone)
    for at, minutes, step in share:
        starts = 0
        for first, last in spans:
            if last - first >= minutes:
                starts |= (2 << last - minutes) - (1 << first)
        moments[at] |= starts if step is None else starts & points(anchor, step, until, starts)
