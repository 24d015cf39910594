"""From which moments can a sequence of steps still be done? Answered without building a chain."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import NamedTuple

from engine.bits import first_from
from engine.board import Board
from engine.plan import Plan, Role
from engine.teams import Pair, served

NEVER = -1


class Way(NamedTuple):
    """A step may start at these moments and be over after so many minutes."""

    minutes: int
    moments: int


class Reach:
    """Feasibility of one plan on one board.

    A chain never gains by waiting: whoever starts a step earlier can do the rest at least as well.
    So a step is described by its ways, and time by the one number of when it is over; the cost is
    linear in steps and resources (in sets of steps where any order is allowed).

    `finish` and the methods built on it need a board of one segment.
    """

    def __init__(self, board: Board, plan: Plan, step_minutes: int) -> None:
        self.board = board
        self.plan = plan
        self._step_minutes = step_minutes
        self._pairs: dict[int, list[Pair]] = {}
        self._ways: dict[tuple[int, bool, bool], list[Way]] = {}
        self._ahead: dict[int, int] = {}
        self._finish: dict[tuple[int, int], int] = {}

    def starts(self) -> int:
        """The moments on the grid at which the whole plan can start."""
        return self._startable(self.plan.everything)

    def finish(self, remaining: int, ready: int) -> int:
        """The moment at which the remaining steps are over at the earliest, gap not counted.

        The moment is the minutes left, so the earliest is the greatest; `NEVER` if they cannot be
        done from `ready` on.
        """
        known = self._finish.get((remaining, ready))
        if known is None:
            known = max(
                (
                    self._finish_with(index, remaining, ready)
                    for index in self.plan.next_steps(remaining)
                ),
                default=NEVER,
            )
            self._finish[remaining, ready] = known
        return known

    def finish_from(self, start: int) -> int:
        """The same for the whole plan when it starts at this very moment."""
        everything, best = self.plan.everything, NEVER
        for index in self.plan.next_steps(everything):
            rest = everything ^ 1 << index
            for minutes, moments in self.ways(index, on_grid=True, last=not rest):
                if moments >> start & 1:
                    over = start - minutes
                    best = max(best, self.finish(rest, over) if rest else over)
        return best

    def ways(self, index: int, *, on_grid: bool, last: bool) -> list[Way]:
        """How a step can be done, by the minutes until it is over: with its gaps unless last."""
        known = self._ways.get((index, on_grid, last))
        if known is None:
            step = self.plan.steps[index]
            build = self._solo_ways if step.needed == 1 else self._team_ways
            known = self._ways[index, on_grid, last] = build(index, on_grid, last)
        return known

    def pairs(self, index: int) -> list[Pair]:
        """Every resource in every role of a step, in the order of the request."""
        known = self._pairs.get(index)
        if known is None:
            step = self.plan.steps[index]
            known = self._pairs[index] = [
                self._pair(role, step.day_offset, resource_id)
                for role in step.roles
                for resource_id in role.resource_ids
            ]
        return known

    def _startable(self, remaining: int) -> int:
        moments = 0
        for index in self.plan.next_steps(remaining):
            rest = remaining ^ 1 << index
            on_grid = self.plan.opens_day(index, remaining)
            for way in self.ways(index, on_grid=on_grid, last=not rest):
                moments |= (
                    way.moments & self._ahead_of(rest) << way.minutes if rest else way.moments
                )
        return moments

    def _ahead_of(self, remaining: int) -> int:
        """The moments from which the remaining steps can still be done."""
        known = self._ahead.get(remaining)
        if known is None:
            known = self._ahead[remaining] = self.board.axis.still_ahead(self._startable(remaining))
        return known

    def _finish_with(self, index: int, remaining: int, ready: int) -> int:
        """The end of the remaining steps if this one comes first."""
        rest = remaining ^ 1 << index
        over = NEVER
        for minutes, moments in self.ways(
            index, on_grid=self.plan.opens_day(index, remaining), last=not rest
        ):
            start = first_from(moments, ready)
            if start >= 0:
                over = max(over, start - minutes)
        return self.finish(rest, over) if rest and over >= 0 else over

    def _solo_ways(self, index: int, on_grid: bool, last: bool) -> list[Way]:
        moments: dict[int, int] = {}
        for pair in self.pairs(index):
            minutes = pair.duration if last else pair.block
            own = pair.grid if on_grid else pair.starts
            moments[minutes] = moments.get(minutes, 0) | own
        return [Way(minutes, own) for minutes, own in moments.items()]

    def _team_ways(self, index: int, on_grid: bool, last: bool) -> list[Way]:
        """Ways of a step that needs several: the slowest of a team sets its minutes.

        The start is on the grid of one member at least: whoever fits can be brought into any team
        that is complete, so it is enough that somebody on the grid fits.
        """
        pairs = self.pairs(index)
        paces = sorted({pair.duration if last else pair.block for pair in pairs})
        ways = []
        for pace in paces:
            quick = [pair for pair in pairs if (pair.duration if last else pair.block) <= pace]
            moments = served(self.plan.steps[index].roles, quick)
            if on_grid:
                moments &= _any(pair.grid for pair in quick)
            ways.append(Way(pace, moments))
        return ways

    def _pair(self, role: Role, day_offset: int, resource_id: str) -> Pair:
        key = (day_offset, resource_id)
        duration = role.service.minutes_for(resource_id)
        block = duration + role.service.min_gap_after_minutes
        starts = self.board.starts(key, block)
        grid = starts & self.board.grid(key, self._step_minutes)
        return Pair(role, resource_id, duration, block, starts, grid)


def _any(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)
