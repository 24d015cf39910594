"""Chains of steps one after the other, the most compact first."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from engine.bits import NEVER, each, first_from
from engine.plan import Turn
from engine.reach import Reach
from engine.teams import Pair, Team, teams

Placement = tuple[int, Team]
"""When a step starts, and who does it."""
Chain = tuple[Placement, ...]


class _Stand(NamedTuple):
    """Where a walk stands."""

    remaining: int
    ready: int
    """Nothing starts before this moment."""
    before: str | None
    """Who did the last step alone."""
    owed: int
    """What must still come about: so many changes of master, or one step that waits."""


class Chains:
    """The chains that begin at one moment.

    They come by the time that they are over. Of those that are over at the same time, the ones
    without needless waiting come first, by changes of master (from one who works alone to another);
    then those in which a step waits for a later moment of the grid; else the order of the request.

    Each pass of the walk is after chains that are over at an exact moment. `Reach.end`, and the
    dead ends remembered, keep it from walking in vain; of what would be over too late, the earliest
    is what the next passes are after.
    """

    def __init__(self, reach: Reach, start: int, longest: int | None) -> None:
        self._reach = reach
        self._plan = reach.plan
        self._start = start
        self._longest = longest
        self._end = NEVER
        self._next_end = NEVER
        self._waiting = False
        self._dead: set[_Stand] = set()

    def __iter__(self) -> Iterator[tuple[int, Chain]]:
        """Chains, each with the minutes that it takes."""
        self._end = self._reach.end_from(self._start)
        while self._end != NEVER and (
            self._longest is None or self._end - self._start <= self._longest
        ):
            self._next_end = NEVER
            for changes in self._plan.changes:
                yield from self._pass(owed=changes, waiting=False)
            yield from self._pass(owed=1, waiting=True)
            self._end = self._next_end

    def _pass(self, *, owed: int, waiting: bool) -> Iterator[tuple[int, Chain]]:
        self._waiting = waiting
        self._dead.clear()
        for chain in self._walk(_Stand(self._plan.everything, self._start, None, owed)):
            yield self._end - self._start, chain

    def _walk(self, stand: _Stand) -> Iterator[Chain]:
        """The ways to go on, each of which ends as this pass wants it."""
        if not stand.remaining:
            if stand.ready == self._end and not stand.owed:
                yield ()
            return
        if stand in self._dead:
            return
        dead = True
        for turn in self._plan.turns(stand.remaining):
            alone = self._plan.steps[turn.step].needed == 1
            for placement, then in (self._solos if alone else self._teams)(stand, turn):
                for tail in self._walk(then):
                    dead = False
                    yield (placement, *tail)
        if dead:
            self._dead.add(stand)

    def _solos(self, stand: _Stand, turn: Turn) -> Iterator[tuple[Placement, _Stand]]:
        """One resource: the moment that it can, or waiting for a later moment of its grid."""
        for pair in self._reach.pairs(turn.step):
            owed = stand.owed
            if not self._waiting and stand.before not in (None, pair.resource_id):
                owed -= 1
            minutes = pair.block if turn.rest else pair.duration
            start = first_from(pair.grid if turn.opens_day else pair.starts, stand.ready)
            if self._waiting and not turn.rest and NEVER < start < self._end - minutes:
                start, owed = first_from(pair.grid, self._end - minutes), 0
            while owed >= 0 and self._in_time(stand, start, minutes, turn.rest):
                before = None if self._waiting else pair.resource_id
                yield (start, (pair,)), _Stand(turn.rest, start + minutes, before, owed)
                if not self._waiting:
                    break
                start, owed = first_from(pair.grid, start + 1), 0

    def _teams(self, stand: _Stand, turn: Turn) -> Iterator[tuple[Placement, _Stand]]:
        """Several resources that start together."""
        index, rest, on_grid = turn
        for minutes, moments in self._reach.ways(index, on_grid=on_grid, last=not rest):
            able = [pair for pair in self._reach.pairs(index) if _minutes(pair, rest) <= minutes]
            for start, owed in self._team_starts(stand, moments, able):
                if not self._in_time(stand, start, minutes, rest):
                    break
                then = _Stand(rest, start + minutes, None, owed)
                if next(self._walk(then), None) is None:
                    continue
                able.sort(key=lambda pair: _rank(pair, start, stand.ready, minutes, rest))
                for team in teams(self._plan.steps[index].roles, able, start):
                    slowest = max(_minutes(pair, rest) for pair in team)
                    if slowest == minutes and _may_start(team, start, stand.ready, on_grid=on_grid):
                        yield (start, team), then

    def _team_starts(
        self, stand: _Stand, moments: int, able: Sequence[Pair]
    ) -> Iterator[tuple[int, int]]:
        """The first moment for a team and, if it may wait, later ones; with what is owed then."""
        start = first_from(moments, stand.ready)
        yield start, stand.owed
        if self._waiting and start != NEVER:
            later = moments & _changing(able) & -2 << start
            yield from ((moment, 0) for moment in each(later))

    def _in_time(self, stand: _Stand, start: int, minutes: int, rest: int) -> bool:
        """Whether all can be over as early as wanted; if not, remembers when it can."""
        if start == NEVER or (stand.remaining == self._plan.everything and start != self._start):
            return False
        end = self._reach.end(rest, start + minutes) if rest else start + minutes
        if end == NEVER or end <= self._end:
            return end != NEVER
        if end < self._next_end or self._next_end == NEVER:
            self._next_end = end
        return False


def _minutes(pair: Pair, rest: int) -> int:
    return pair.block if rest else pair.duration


def _changing(pairs: Sequence[Pair]) -> int:
    """The moments that are on a grid, or at which somebody becomes free."""
    return reduce(or_, [pair.grid | pair.starts & ~(pair.starts << 1) for pair in pairs], 0)


def _rank(pair: Pair, start: int, ready: int, minutes: int, rest: int) -> bool:
    """False, to be tried first, for those who can make a team right for the start."""
    on_time = pair.grid >> start & 1 or first_from(pair.starts, ready) == start
    return not (on_time and _minutes(pair, rest) == minutes)


def _may_start(team: Team, start: int, ready: int, *, on_grid: bool) -> bool:
    """Whether a team starts on the grid of one of it, or else the moment that it can."""
    if any(pair.grid >> start & 1 for pair in team):
        return True
    return not on_grid and first_from(reduce(and_, [p.starts for p in team]), ready) == start
