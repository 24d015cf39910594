"""When can a sequence of steps be done? Answered without building a chain."""

from functools import reduce
from operator import or_
from typing import NamedTuple

from engine.bits import NEVER, first_from
from engine.board import Board
from engine.plan import Plan, Step
from engine.teams import Pair, served


class Way(NamedTuple):
    """A step may start at these moments, and is over so many minutes later."""

    minutes: int
    moments: int


class Reach:
    """Feasibility of one plan on one board.

    A chain never gains by waiting: whoever is ready earlier can do the rest at least as early. So
    it is enough to know of a step how early it can be over, and of the rest how late it may begin;
    the cost is linear in steps and resources (in sets of steps where any order is allowed).
    """

    def __init__(self, board: Board, plan: Plan, step_minutes: int) -> None:
        self.plan = plan
        self._board = board
        self._step_minutes = step_minutes
        self._pairs: dict[int, list[Pair]] = {}
        self._ways: dict[tuple[int, bool, bool], list[Way]] = {}
        self._ends: dict[tuple[int, int], int] = {}
        self._latest: dict[int, int] = {}

    def starts(self) -> int:
        """The moments on the grid at which the whole plan can start."""
        return self._startable(self.plan.everything)

    def end(self, remaining: int, ready: int) -> int:
        """When the remaining steps are over at the earliest, gaps after the last not counted.

        `NEVER` if they cannot be done from the moment `ready` on.
        """
        known = self._ends.get((remaining, ready))
        if known is None:
            ends = []
            for index, rest, opens_day in self.plan.turns(remaining):
                over = _over(self.ways(index, on_grid=opens_day, last=not rest), ready)
                ends.append(self.end(rest, over) if rest and over != NEVER else over)
            known = self._ends[remaining, ready] = _earliest(ends)
        return known

    def end_from(self, start: int) -> int:
        """The same for the whole plan if it starts at this very moment."""
        ends = []
        for index, rest, _ in self.plan.turns(self.plan.everything):
            for minutes, moments in self.ways(index, on_grid=True, last=not rest):
                if moments >> start & 1:
                    ends.append(self.end(rest, start + minutes) if rest else start + minutes)
        return _earliest(ends)

    def ways(self, index: int, *, on_grid: bool, last: bool) -> list[Way]:
        """How a step can be done, by the minutes until it is over: with its gaps unless last."""
        known = self._ways.get((index, on_grid, last))
        if known is None:
            step = self.plan.steps[index]
            build = self._solo_ways if step.needed == 1 else self._team_ways
            known = self._ways[index, on_grid, last] = build(step, on_grid, last)
        return known

    def pairs(self, index: int) -> list[Pair]:
        """Every free resource in every role of a step, in the order of the request."""
        known = self._pairs.get(index)
        if known is None:
            known = self._pairs[index] = self._paired(self.plan.steps[index])
        return known

    def _startable(self, remaining: int) -> int:
        """The moments at which what remains can start, the first step of a day on the grid."""
        startable = 0
        for index, rest, opens_day in self.plan.turns(remaining):
            for minutes, moments in self.ways(index, on_grid=opens_day, last=not rest):
                startable |= moments & self._in_time(rest, minutes) if rest else moments
        return startable

    def _in_time(self, rest: int, minutes: int) -> int:
        """The moments so many minutes after which the rest can still be done."""
        latest = self._latest.get(rest)
        if latest is None:
            latest = self._latest[rest] = self._startable(rest).bit_length() - 1
        return (1 << latest - minutes + 1) - 1 if latest >= minutes else 0

    def _solo_ways(self, step: Step, on_grid: bool, last: bool) -> list[Way]:
        role = step.roles[0]
        service = role.service
        gap, paces = service.min_gap_after_minutes, service.duration_by_resource
        grid_step = self._step_minutes if on_grid else 1
        found: dict[int, int] = {}
        for resource_id, lane in self._board.lanes(step.day_offset, role.resource_ids):
            minutes = paces.get(resource_id, service.duration_minutes)
            starts = lane.starts(minutes + gap, grid_step)
            found[minutes] = found[minutes] | starts if minutes in found else starts
        shift, after = self._board.shift(step.day_offset), 0 if last else gap
        return [Way(minutes + after, moments << shift) for minutes, moments in found.items()]

    def _team_ways(self, step: Step, on_grid: bool, last: bool) -> list[Way]:
        """Ways of a step that needs several: the slowest of a team sets its minutes.

        The start is on the grid of one member at least: whoever fits can be brought into any team
        that is complete, so it is enough that somebody on the grid fits.
        """
        pairs = self.pairs(self.plan.steps.index(step))
        ways = []
        for pace in sorted({pair.duration if last else pair.block for pair in pairs}):
            quick = [pair for pair in pairs if (pair.duration if last else pair.block) <= pace]
            moments = served(step.roles, quick)
            if on_grid:
                moments &= reduce(or_, [pair.grid for pair in quick])
            ways.append(Way(pace, moments))
        return ways

    def _paired(self, step: Step) -> list[Pair]:
        shift = self._board.shift(step.day_offset)
        pairs = []
        for role in step.roles:
            service = role.service
            for resource_id, lane in self._board.lanes(step.day_offset, role.resource_ids):
                duration = service.minutes_for(resource_id)
                block = duration + service.min_gap_after_minutes
                starts = lane.starts(block) << shift
                grid = lane.starts(block, self._step_minutes) << shift
                pairs.append(Pair(role, resource_id, duration, block, starts, grid))
        return pairs


def _over(ways: list[Way], ready: int) -> int:
    """How early a step can be over."""
    starts = [(first_from(moments, ready), minutes) for minutes, moments in ways]
    return _earliest([start + minutes for start, minutes in starts if start != NEVER])


def _earliest(ends: list[int]) -> int:
    return min([end for end in ends if end != NEVER], default=NEVER)
