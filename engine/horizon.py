"""Many days, kept between questions."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from engine.availability import MasterAvailability
from engine.board import Availability, Board
from engine.plan import Plan

_Work = tuple[tuple[str, ...], int, int]
"""Who could do it, the minutes that it takes, the step of the grid of its starts."""


class Horizon(Mapping[date, Availability]):
    """Availability by date that remembers when somebody can start.

    `ChainFinder.find_open_days` takes it as it takes any mapping, and answers about services that
    it was asked about before in a microsecond a day. What changes is replaced, one resource on one
    day at a time: a new booking touches no more than that.
    """

    def __init__(self, availability_by_date: Mapping[date, Availability]) -> None:
        self._by_date = {day: dict(free) for day, free in availability_by_date.items()}
        self._boards = {day: Board(day, {0: free}) for day, free in self._by_date.items()}
        self._starts: dict[_Work, list[int]] = {}

    def __getitem__(self, day: date) -> Availability:
        return self._by_date[day]

    def __iter__(self) -> Iterator[date]:
        return iter(self._by_date)

    def __len__(self) -> int:
        return len(self._by_date)

    def replace(self, day: date, one: MasterAvailability) -> None:
        """Put what is free now in the place of what the resource had free on a day."""
        self._by_date.setdefault(day, {})[one.resource_id] = one
        self._boards[day] = Board(day, {0: self._by_date[day]})
        at = list(self._by_date).index(day)
        for work, starts in self._starts.items():
            starts[at : at + 1] = [_union(self._boards[day], work)]

    def counts(
        self, plan: Plan, step_minutes: int, min_start: datetime | None
    ) -> dict[date, int] | None:
        """The number of starts of each day; None for a plan that must be looked at more closely.

        A plan is simple if it has one order on one day, and each step is for one, at one pace.
        """
        if not plan.line or any(step.day_offset or not step.one_pace for step in plan.steps):
            return None
        grids = step_minutes, *[1] * (len(plan.steps) - 1)
        starts: list[int] = []
        for step, grid in zip(reversed(plan.steps), reversed(grids), strict=True):
            minutes = step.posts[0].block
            own = self._when((step.resource_ids, minutes, grid))
            starts = _in_time(own, minutes, starts) if starts else own
        if min_start is not None:
            starts = self._not_before(min_start, starts)
        return dict(zip(self, [moments.bit_count() for moments in starts], strict=True))

    def _when(self, work: _Work) -> list[int]:
        """The moments of each day at which somebody can start."""
        known = self._starts.get(work)
        if known is None:
            known = self._starts[work] = [_union(board, work) for board in self._boards.values()]
        return known

    def _not_before(self, min_start: datetime, starts: list[int]) -> list[int]:
        untouched = min_start.date() + timedelta(days=1)
        return [
            moments
            if board.first_day > untouched
            else moments >> max(0, board.minute_from(min_start))
            for board, moments in zip(self._boards.values(), starts, strict=True)
        ]


def _in_time(starts: list[int], minutes: int, rest: list[int]) -> list[int]:
    """The starts of each day that leave time for the rest."""
    return [
        moments & (1 << length) - 1 if (length := later.bit_length() - minutes) > 0 else 0
        for moments, later in zip(starts, rest, strict=True)
    ]


def _union(board: Board, work: _Work) -> int:
    resource_ids, minutes, grid = work
    moments = 0
    for lane in board.lanes(0, resource_ids):
        if lane is not None:
            moments |= lane.starts(minutes, grid)
    return moments
