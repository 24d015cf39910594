"""Chains whose steps may overlap in time, the shortest first."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from engine.search.packing import packing_of
from engine.search.roster import Roster
from engine.search.teams import Chain, Placement, Team, teams
from engine.time.bits import NEVER, first_from


class _State(NamedTuple):
    """The steps placed so far."""

    remaining: int
    taken: frozenset[tuple[str, int]]
    """The busy resources, each with the minute until which it is busy."""
    overs: frozenset[tuple[int, int]]
    """Day and end of each step, gaps included."""
    last: tuple[int, int, int]
    """Day, start and index of the last step, if steps are placed in the order of time."""
    begun: bool
    """Whether a step starts at the start of the chain."""


class Overlaps:
    """The chains of a plan in which only steps of the same resource wait for each other.

    Such steps stay in order, unless any order is allowed. A step starts on the grid of one member
    of its team, or at the first moment for the team after an earlier placed step; the earliest such
    moment is used. The chains from a start are sorted by their end; chains with few resources come
    first.

    The assignment of steps to resources is a packing problem: unlike in `Reach`, the worst-case
    cost grows exponentially with the number of steps, so the number of steps is limited.
    """

    def __init__(self, roster: Roster) -> None:
        self._plan = roster.plan
        self._roster = roster
        self._packing = packing_of(roster.plan)
        self._free = roster.free(self._packing.resource_ids)

    def starts(self) -> int:
        """Return the moments at which a step could open a chain; `is_start` checks if it does."""
        moments = 0
        for index in range(len(self._plan.steps)):
            for _, own in self._roster.ways(index, True, False):
                moments |= own
        return moments

    def is_start(self, start: int, longest: int | None) -> bool:
        """Return whether a chain from this moment can end within `longest` minutes."""
        if not self._is_feasible(start, longest):
            return False
        walk = _Walk(self._roster, start, None if longest is None else start + longest)
        return next(walk.chains(), None) is not None

    def chains(self, start: int, longest: int | None) -> Iterator[Chain]:
        """Yield the chains from a start that end within `longest` minutes."""
        seen = set[frozenset[tuple[int, int, str]]]()
        end = start + self._least_minutes()
        while end != NEVER and (longest is None or end - start <= longest):
            walk = _Walk(self._roster, start, end)
            for chain in walk.chains():
                items = frozenset(
                    (at, post.role.position, post.resource_id)
                    for at, team in chain
                    for post in team
                )
                if items not in seen:
                    seen.add(items)
                    yield chain
            end = walk.next_end

    def _is_feasible(self, start: int, longest: int | None) -> bool:
        """Return whether there are enough free minutes in total, ignoring their position."""
        if longest is not None and self._least_minutes() > longest:
            return False
        within = -1 if longest is None else (1 << longest) - 1
        return self._packing.is_possible(
            tuple([(free >> start & within).bit_count() for free in self._free])
        )

    def _least_minutes(self) -> int:
        """Return the lower bound of a chain's length, with the work spread over all resources."""
        names = {name for step in self._plan.steps for name in step.resource_ids}
        work = sum(
            step.needed * min(post.duration for post in step.posts) for step in self._plan.steps
        )
        return -(-work // len(names))


class _Walk:
    """Searches the chains from a start that end by a given minute."""

    def __init__(self, roster: Roster, start: int, end: int | None) -> None:
        self._plan = roster.plan
        self._roster = roster
        self._start = start
        self._end = end
        self._dead: set[_State] = set()
        self.next_end = NEVER
        """The earliest end of the chains that end too late."""

    def chains(self) -> Iterator[Chain]:
        """Yield the chains, in any order."""
        nothing = frozenset[tuple[str, int]](), frozenset[tuple[int, int]]()
        return self._walk(_State(self._plan.everything, *nothing, (0, 0, 0), begun=False))

    def _walk(self, state: _State) -> Iterator[Chain]:
        if not state.remaining:
            if state.begun:
                yield ()
            return
        if state in self._dead or not self._is_feasible(state):
            return
        dead = True
        for placement, then in self._options(state):
            for tail in self._walk(then):
                dead = False
                yield (placement, *tail)
        if dead:
            self._dead.add(state)

    def _is_feasible(self, state: _State) -> bool:
        """Return whether each remaining step could end in time if it were the only one."""
        taken = dict(state.taken)
        steps = range(len(self._plan.steps))
        return all(self._could(index, taken) for index in steps if state.remaining >> index & 1)

    def _could(self, index: int, taken: dict[str, int]) -> bool:
        step, able = self._plan.steps[index], set[str]()
        for post, moments in zip(step.posts, self._roster.starts(index), strict=True):
            start = first_from(moments, max(self._start, taken.get(post.resource_id, 0)))
            if start != NEVER and self._in_time(start + post.duration):
                able.add(post.resource_id)
                if len(able) == step.needed:
                    return True
        return False

    def _options(self, state: _State) -> Iterator[tuple[Placement, _State]]:
        """Yield every team for a next step, at the first moment that it may start."""
        taken = dict(state.taken)
        for index, rest, _, _ in self._plan.choices(state.remaining):
            step, starts = self._plan.steps[index], self._roster.starts(index)
            free = [place for place, own in enumerate(starts) if own >> self._start]
            free.sort(key=lambda place: step.resource_ids[place] not in taken)
            for places in teams(step.roles, step.posts, free):
                start = self._first_moment(state, index, places, taken)
                mark = step.day_offset, start, index
                if start == NEVER or (self._plan.any_order and mark < state.last):
                    continue
                team = tuple(step.posts[place] for place in places)
                if self._in_time(start + max(post.duration for post in team)):
                    yield (start, team), self._then(state, rest, mark, team)

    def _first_moment(
        self, state: _State, index: int, places: Sequence[int], taken: dict[str, int]
    ) -> int:
        step = self._plan.steps[index]
        starts, on_grid = self._roster.starts(index), self._roster.on_grid(index)
        together = reduce(and_, [starts[place] for place in places])
        points = together & reduce(or_, [on_grid[place] for place in places])
        ready = max(self._start, *[taken.get(step.resource_ids[place], 0) for place in places])
        overs = [over for day, over in state.overs if day == step.day_offset]
        found = [first_from(together, max(ready, over)) for over in overs]
        found.append(first_from(points, ready))
        return min([moment for moment in found if moment != NEVER], default=NEVER)

    def _then(self, state: _State, rest: int, mark: tuple[int, int, int], team: Team) -> _State:
        day, start, _ = mark
        return _State(
            rest,
            frozenset((dict(state.taken) | {p.resource_id: start + p.block for p in team}).items()),
            state.overs | {(day, start + max(post.block for post in team))},
            mark if self._plan.any_order else state.last,
            state.begun or start == self._start,
        )

    def _in_time(self, end: int) -> bool:
        """Return whether an end is early enough; if not, record it in `next_end`."""
        if self._end is None or end <= self._end:
            return True
        if end < self.next_end or self.next_end == NEVER:
            self.next_end = end
        return False
