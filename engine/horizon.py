"""Availability of many days, cached between searches."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import reduce
from operator import or_

from engine.model.availability import Availability, MasterAvailability
from engine.model.task import Task
from engine.search.timeline import Timeline

TASKS_CACHED = 256


class Horizon(Mapping[date, Availability]):
    """Availability by date that caches the possible starts.

    `ChainFinder.find_open_days` accepts it like any mapping. A repeated request for the same
    services takes a quarter of a microsecond a day. Changes replace one resource on one day at a
    time: a new booking touches no more than that.
    """

    def __init__(self, availability_by_date: Mapping[date, Availability]) -> None:
        self._by_date = {day: dict(free) for day, free in availability_by_date.items()}
        self._timelines = {day: _timeline(day, free) for day, free in self._by_date.items()}
        self._starts: dict[Task, dict[date, int]] = {}

    def __getitem__(self, day: date) -> Availability:
        return self._by_date[day]

    def __iter__(self) -> Iterator[date]:
        return iter(self._by_date)

    def __len__(self) -> int:
        return len(self._by_date)

    def replace(self, day: date, one: MasterAvailability) -> None:
        """Replace the free time of one resource on one day."""
        self._by_date.setdefault(day, {})[one.resource_id] = one
        timeline = self._timelines[day] = _timeline(day, self._by_date[day])
        for task, starts in self._starts.items():
            starts[day] = _starts(task, timeline)

    def counts(self, task: Task, min_start: datetime | None, enough: int | None) -> dict[date, int]:
        """Return the number of starts of a task for each day, at most `enough`."""
        starts = self._starts_of(task)
        if min_start is not None:
            starts = {
                day: own >> (earliest := self._timelines[day].earliest(min_start)) << earliest
                for day, own in starts.items()
            }
        counts = {day: own.bit_count() for day, own in starts.items()}
        if enough is not None:
            counts = {day: min(own, enough) for day, own in counts.items()}
        return counts

    def _starts_of(self, task: Task) -> dict[date, int]:
        known = self._starts.get(task)
        if known is None:
            if len(self._starts) == TASKS_CACHED:
                del self._starts[next(iter(self._starts))]
            known = {day: _starts(task, timeline) for day, timeline in self._timelines.items()}
            self._starts[task] = known
        return known


def _timeline(day: date, free: Availability) -> Timeline:
    return Timeline(day, {0: free}, sorted(free))


def _starts(task: Task, timeline: Timeline) -> int:
    moments = []
    for work in task.works:
        lanes = timeline.lanes(0, work.resource_ids)
        own = [lane.moments(work.minutes, work.step) for lane in lanes if lane is not None]
        moments.append(reduce(or_, own, 0))
    return task.starts(moments, 0)
