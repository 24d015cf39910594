"""Chains of steps one after the other, the most compact first."""

from collections.abc import Iterator
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from engine.bits import NEVER, each, first_from
from engine.plan import Turn
from engine.reach import Reach
from engine.teams import Team, teams

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
    """The chains that begin at one moment, and take so many minutes at most.

    They come by the time that they are over. Of those that are over at the same time, the ones
    without needless waiting come first, by changes of master (from one who works alone to another);
    then those in which a step waits for a later moment of the grid; else the order of the request.

    Each pass of the walk is after chains that are over at an exact moment. `Reach.end`, and the
    dead ends remembered, keep it from walking in vain; of what would be over too late, the earliest
    is what the next passes are after.
    """

    def __init__(self, reach: Reach, start: int, longest: int | None) -> None:
        self._reach = reach
        self._roster = reach.roster
        self._plan = reach.plan
        self._start = start
        self._longest = longest
        self._end = NEVER
        self._next_end = NEVER
        self._waiting = False
        self._dead: set[_Stand] = set()

    def __iter__(self) -> Iterator[Chain]:
        """The chains in their order."""
        self._end = self._reach.end_from(self._start)
        while self._end != NEVER and (
            self._longest is None or self._end - self._start <= self._longest
        ):
            self._next_end = NEVER
            for changes in self._plan.changes:
                yield from self._pass(changes)
            yield from self._pass(1, waiting=True)
            self._end = self._next_end

    def _pass(self, owed: int, *, waiting: bool = False) -> Iterator[Chain]:
        if not owed and self._plan.alone and not self._plan.any_order:
            return self._by_one_alone()
        self._waiting = waiting
        self._dead.clear()
        return self._walk(_Stand(self._plan.everything, self._start, None, owed))

    def _by_one_alone(self) -> Iterator[Chain]:
        """All by one resource without waiting: what most visits are, so this is a plain loop."""
        for post in self._plan.steps[0].posts:
            chain: list[Placement] = []
            remaining, ready = self._plan.everything, self._start
            while remaining:
                index, remaining, opens_day = self._plan.turns(remaining)[0]
                step = self._plan.steps[index]
                place = step.places.get(post.resource_id)
                if place is None:
                    break
                roster = self._roster.on_grid if opens_day else self._roster.starts
                start = first_from(roster(index)[place], ready)
                if start == NEVER or (not chain and start != self._start):
                    break
                own = step.posts[place]
                chain.append((start, (own,)))
                ready = start + (own.block if remaining else own.duration)
            else:
                if ready == self._end:
                    yield tuple(chain)

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
        index, rest, opens_day = turn
        starts, on_grid = self._roster.starts(index), self._roster.on_grid(index)
        for place, post in enumerate(self._plan.steps[index].posts):
            owed = stand.owed
            if not self._waiting and stand.before not in (None, post.resource_id):
                owed -= 1
                if owed < 0:
                    continue
            minutes = post.block if rest else post.duration
            start = first_from((on_grid if opens_day else starts)[place], stand.ready)
            if self._waiting and not rest and NEVER < start < self._end - minutes:
                start, owed = first_from(on_grid[place], self._end - minutes), 0
            while self._in_time(stand, start, minutes, rest):
                before = None if self._waiting else post.resource_id
                yield (start, (post,)), _Stand(rest, start + minutes, before, owed)
                if not self._waiting:
                    break
                start, owed = first_from(on_grid[place], start + 1), 0

    def _teams(self, stand: _Stand, turn: Turn) -> Iterator[tuple[Placement, _Stand]]:
        """Several resources that start together."""
        index, rest, opens_day = turn
        for minutes, moments in self._roster.ways(index, on_grid=opens_day, last=not rest):
            for start, owed in self._team_starts(stand, index, moments):
                if not self._in_time(stand, start, minutes, rest):
                    break
                then = _Stand(rest, start + minutes, None, owed)
                if next(self._walk(then), None) is not None:
                    for team in self._teams_at(stand, turn, start, minutes):
                        yield (start, team), then

    def _team_starts(self, stand: _Stand, index: int, moments: int) -> Iterator[tuple[int, int]]:
        """The first moment for a team and, if it may wait, later ones; with what is owed then."""
        start = first_from(moments, stand.ready)
        yield start, stand.owed
        if self._waiting and start != NEVER:
            starts, on_grid = self._roster.starts(index), self._roster.on_grid(index)
            coming = [own & ~(own << 1) for own in starts]
            for later in each(moments & reduce(or_, on_grid + coming) & -2 << start):
                yield later, 0

    def _teams_at(self, stand: _Stand, turn: Turn, start: int, minutes: int) -> Iterator[Team]:
        """Teams that may start at a moment and need exactly so long.

        A team starts on the grid of one of it, or else the moment that all of it can.
        """
        index, rest, opens_day = turn
        posts, starts = self._plan.steps[index].posts, self._roster.starts(index)
        paces = [post.block if rest else post.duration for post in posts]
        points = [own >> start & 1 for own in self._roster.on_grid(index)]
        coming = [first_from(own, stand.ready) == start for own in starts]
        free = [p for p, own in enumerate(starts) if own >> start & 1 and paces[p] <= minutes]
        free.sort(key=lambda p: not ((points[p] or coming[p]) and paces[p] == minutes))
        for team in teams(self._plan.steps[index].roles, posts, free):
            together = reduce(and_, [starts[place] for place in team])
            if max(paces[place] for place in team) == minutes and (
                any(points[place] for place in team)
                or (not opens_day and first_from(together, stand.ready) == start)
            ):
                yield tuple(posts[place] for place in team)

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
