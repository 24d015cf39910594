"""Chains of steps one after the other, the most compact first."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import combinations
from operator import and_, or_
from typing import NamedTuple

from engine.bits import each, first_from
from engine.plan import Role
from engine.reach import NEVER, Pair, Reach


class Placement(NamedTuple):
    """Who starts a step, and when."""

    start: int
    team: tuple[Pair, ...]


Chain = tuple[Placement, ...]
Rank = tuple[int, int]
"""Of two chains from one start, the smaller is the more compact: minutes until over, changes."""


class _Turn(NamedTuple):
    """Where a walk stands: what is left to do, from when on, after whom, with how many changes."""

    remaining: int
    ready: int
    before: frozenset[str]
    changes: int


class Chains:
    """The chains that begin at one moment, and are over by another.

    They come by the time that they are over, then by changes of master, then in the order of the
    request. One pass of the walk is after chains that are over at an exact moment with an exact
    number of changes. `Reach.finish`, and the dead ends remembered, keep it from walking in vain;
    of what is over too late, the earliest is what the next passes are after.
    """

    def __init__(self, reach: Reach, start: int, latest_end: int) -> None:
        self._reach = reach
        self._plan = reach.plan
        self._start = start
        self._latest_end = latest_end
        self._end = NEVER
        self._next_end = NEVER
        self._dead: set[_Turn] = set()

    def __iter__(self) -> Iterator[tuple[Rank, Chain]]:
        """Chains with their ranks."""
        sizes = [step.needed for step in self._plan.steps]
        self._end = self._reach.finish_from(self._start)
        while self._end >= self._latest_end:
            self._next_end = NEVER
            self._dead.clear()
            for changes in range(sum(sizes) - min(sizes) + 1):
                first = _Turn(self._plan.everything, self._start, frozenset(), changes)
                for chain in self._walk(first):
                    yield (self._start - self._end, changes), chain
            self._end = self._next_end

    def _walk(self, turn: _Turn) -> Iterator[Chain]:
        """The ways to go on that end exactly as wanted."""
        if turn in self._dead:
            return
        found = False
        for index in self._plan.next_steps(turn.remaining):
            rest = turn.remaining ^ 1 << index
            for placement in self._placements(turn, index, rest):
                for tail in self._tails(turn, placement, rest):
                    found = True
                    yield (placement, *tail)
        if not found:
            self._dead.add(turn)

    def _tails(self, turn: _Turn, placement: Placement, rest: int) -> Iterable[Chain]:
        start, team = placement
        names = frozenset([pair.resource_id for pair in team])
        changes = turn.changes - len(names - turn.before) if turn.before else turn.changes
        if changes < 0:
            return ()
        if rest:
            return self._walk(_Turn(rest, start - max(p.block for p in team), names, changes))
        over = start - max(pair.duration for pair in team)
        return ((),) if over == self._end and not changes else ()

    def _placements(self, turn: _Turn, index: int, rest: int) -> Iterator[Placement]:
        if self._plan.steps[index].needed == 1:
            return self._solos(turn, index, rest)
        return self._teams(turn, index, rest)

    def _solos(self, turn: _Turn, index: int, rest: int) -> Iterator[Placement]:
        """One resource: tight, or at a later moment on its grid."""
        first = turn.remaining == self._plan.everything
        on_grid = self._plan.opens_day(index, turn.remaining)
        for pair in self._reach.pairs(index):
            if not turn.changes and turn.before and pair.resource_id not in turn.before:
                continue
            start = first_from(pair.grid if on_grid else pair.starts, turn.ready)
            if first:
                if start == self._start and self._in_time(pair, start, rest):
                    yield Placement(start, (pair,))
                continue
            if not rest and start > self._end + pair.duration:
                start = first_from(pair.grid, self._end + pair.duration)
            while start >= 0 and self._in_time(pair, start, rest):
                yield Placement(start, (pair,))
                start = first_from(pair.grid, start - 1)

    def _teams(self, turn: _Turn, index: int, rest: int) -> Iterator[Placement]:
        """Several resources that start together."""
        pairs = self._reach.pairs(index)
        on_grid = self._plan.opens_day(index, turn.remaining)
        ways = self._reach.ways(index, on_grid=on_grid, last=not rest)
        moments = ways[-1].moments & _candidates(pairs, turn.ready) if ways else 0
        if turn.remaining == self._plan.everything:
            moments &= 1 << self._start
        for start in each(moments):
            if not self._ends_in_time(start - ways[0].minutes, rest):
                break
            able = [p for p in pairs if p.starts >> start & 1 and self._in_time(p, start, rest)]
            able.sort(key=lambda pair: pair.resource_id not in turn.before)
            for team in _teams(self._plan.steps[index].roles, able):
                if _may_start(team, start, turn.ready, on_grid=on_grid):
                    yield Placement(start, team)

    def _in_time(self, pair: Pair, start: int, rest: int) -> bool:
        return self._ends_in_time(start - (pair.block if rest else pair.duration), rest)

    def _ends_in_time(self, over: int, rest: int) -> bool:
        """Whether the rest can be over as early as wanted; if not, remembers when it can."""
        end = self._reach.finish(rest, over) if rest else over
        if end >= self._end:
            return True
        self._next_end = max(self._next_end, end)
        return False


def _candidates(pairs: Sequence[Pair], ready: int) -> int:
    """Moments from `ready` on at which a team may start: then, on a grid, or as somebody comes."""
    grids = reduce(or_, [pair.grid for pair in pairs], 0)
    comings = reduce(or_, [pair.starts & ~(pair.starts >> 1) for pair in pairs], 0)
    return (grids | comings | 1 << ready) & (2 << ready) - 1


def _may_start(team: Sequence[Pair], start: int, ready: int, *, on_grid: bool) -> bool:
    """Whether a team starts on the grid of one of it, or else the moment that it can."""
    if any(pair.grid >> start & 1 for pair in team):
        return True
    return not on_grid and first_from(reduce(and_, [p.starts for p in team]), ready) == start


def _teams(
    roles: Sequence[Role], able: Sequence[Pair], taken: frozenset[str] = frozenset()
) -> Iterator[tuple[Pair, ...]]:
    """Different resources for all roles. Those who share a role are in one order only."""
    if not roles:
        yield ()
        return
    free = [pair for pair in able if pair.role is roles[0] and pair.resource_id not in taken]
    for members in combinations(free, roles[0].needed):
        names = taken.union(pair.resource_id for pair in members)
        for others in _teams(roles[1:], able, names):
            yield (*members, *others)
