"""Chains of steps one after the other, the most compact first."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from engine.bits import each, first_from
from engine.reach import NEVER, Reach
from engine.teams import Pair, Team, teams


class Placement(NamedTuple):
    """Who starts a step, and when."""

    start: int
    team: Team


Chain = tuple[Placement, ...]


class _Turn(NamedTuple):
    """Where a walk stands."""

    remaining: int
    ready: int
    """Nothing starts before this moment."""
    before: str | None
    """Who did the last step alone."""
    owed: int
    """What must still come about: so many changes of master, or one step that waits."""


class _Option(NamedTuple):
    placement: Placement
    then: _Turn


class Chains:
    """The chains that begin at one moment.

    They come by the time that they are over. Of those that are over at the same time, the ones
    without needless waiting come first, by changes of master (from one who works alone to another);
    then those in which a step waits for a later moment of the grid; else the order of the request.

    Each pass of the walk is after chains that are over at an exact moment. `Reach.finish`, and the
    dead ends remembered, keep it from walking in vain; of what would be over too late, the earliest
    is what the next passes are after.
    """

    def __init__(self, reach: Reach, start: int, latest_end: int) -> None:
        self._reach = reach
        self._plan = reach.plan
        self._start = start
        self._latest_end = latest_end
        self._end = NEVER
        self._next_end = NEVER
        self._waiting = False
        self._dead: set[_Turn] = set()

    def __iter__(self) -> Iterator[tuple[int, Chain]]:
        """Chains, each with the minutes that it takes."""
        self._end = self._reach.finish_from(self._start)
        while self._end >= self._latest_end:
            self._next_end = NEVER
            for changes in self._plan.changes:
                yield from self._pass(owed=changes, waiting=False)
            yield from self._pass(owed=1, waiting=True)
            self._end = self._next_end

    def _pass(self, *, owed: int, waiting: bool) -> Iterator[tuple[int, Chain]]:
        self._waiting = waiting
        self._dead.clear()
        for chain in self._walk(_Turn(self._plan.everything, self._start, None, owed)):
            yield self._start - self._end, chain

    def _walk(self, turn: _Turn) -> Iterator[Chain]:
        """The ways to go on, each of which ends as this pass wants it."""
        if not turn.remaining:
            if turn.ready == self._end and not turn.owed:
                yield ()
            return
        if turn in self._dead:
            return
        dead = True
        for index in self._plan.next_steps(turn.remaining):
            alone = self._plan.steps[index].needed == 1
            for placement, then in (self._solos if alone else self._teams)(turn, index):
                for tail in self._walk(then):
                    dead = False
                    yield (placement, *tail)
        if dead:
            self._dead.add(turn)

    def _solos(self, turn: _Turn, index: int) -> Iterator[_Option]:
        """One resource: the moment that it can, or waiting for a later moment of its grid."""
        rest = turn.remaining ^ 1 << index
        on_grid = self._plan.opens_day(index, turn.remaining)
        for pair in self._reach.pairs(index):
            owed = turn.owed
            if not self._waiting and turn.before not in (None, pair.resource_id):
                owed -= 1
            minutes = pair.block if rest else pair.duration
            start = first_from(pair.grid if on_grid else pair.starts, turn.ready)
            if self._waiting and not rest and start - minutes > self._end:
                start, owed = first_from(pair.grid, self._end + minutes), 0
            while owed >= 0 and self._in_time(turn, start, minutes, rest):
                then = _Turn(rest, start - minutes, pair.resource_id, owed)
                yield _Option(Placement(start, (pair,)), then)
                if not self._waiting:
                    break
                start, owed = first_from(pair.grid, start - 1), 0

    def _teams(self, turn: _Turn, index: int) -> Iterator[_Option]:
        """Several resources that start together."""
        rest = turn.remaining ^ 1 << index
        on_grid = self._plan.opens_day(index, turn.remaining)
        for minutes, moments in self._reach.ways(index, on_grid=on_grid, last=not rest):
            able = [pair for pair in self._reach.pairs(index) if _minutes(pair, rest) <= minutes]
            for start, owed in self._team_starts(turn, moments, able):
                if not self._in_time(turn, start, minutes, rest):
                    break
                then = _Turn(rest, start - minutes, None, owed)
                if next(self._walk(then), None) is None:
                    continue
                able.sort(
                    key=lambda pair: _use(pair, start, turn.ready, minutes == _minutes(pair, rest))
                )
                for team in teams(self._plan.steps[index].roles, able, start):
                    slowest = max(_minutes(pair, rest) for pair in team)
                    if slowest == minutes and _may_start(team, start, turn.ready, on_grid=on_grid):
                        yield _Option(Placement(start, team), then)

    def _team_starts(
        self, turn: _Turn, moments: int, able: Sequence[Pair]
    ) -> Iterator[tuple[int, int]]:
        """The first moment that a team can, and if it may wait, the later ones; what is owed then."""
        start = first_from(moments, turn.ready)
        yield start, turn.owed
        if self._waiting and start > 0:
            for later in each(moments & _changing(able) & (1 << start) - 1):
                yield later, 0

    def _in_time(self, turn: _Turn, start: int, minutes: int, rest: int) -> bool:
        """Whether all can be over as early as wanted; if not, remembers when it can."""
        if start < 0 or (turn.remaining == self._plan.everything and start != self._start):
            return False
        end = self._reach.finish(rest, start - minutes) if rest else start - minutes
        if end >= self._end:
            return True
        self._next_end = max(self._next_end, end)
        return False


def _minutes(pair: Pair, rest: int) -> int:
    return pair.block if rest else pair.duration


def _changing(pairs: Sequence[Pair]) -> int:
    """The moments that are on a grid, or at which somebody becomes free."""
    return reduce(or_, [pair.grid | pair.starts & ~(pair.starts >> 1) for pair in pairs], 0)


def _use(pair: Pair, start: int, ready: int, slowest: bool) -> bool:
    """False, to be tried first, for those who make a team right for a start."""
    return not slowest or not (pair.grid >> start & 1 or first_from(pair.starts, ready) == start)


def _may_start(team: Team, start: int, ready: int, *, on_grid: bool) -> bool:
    """Whether a team starts on the grid of one of it, or else the moment that it can."""
    if any(pair.grid >> start & 1 for pair in team):
        return True
    return not on_grid and first_from(reduce(and_, [p.starts for p in team]), ready) == start
