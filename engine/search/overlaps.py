"""Chains whose steps may run at the same time, the shortest first."""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from engine.search.packing import packing_of
from engine.search.roster import Roster
from engine.search.teams import Chain, Placement, Team, teams
from engine.time.bits import NEVER, first_from


class _Stand(NamedTuple):
    """What has been placed so far."""

    remaining: int
    taken: frozenset[tuple[str, int]]
    """The resources in use, and until when."""
    overs: frozenset[tuple[int, int]]
    """Of each step its day, and when it is over, gaps included."""
    last: tuple[int, int, int]
    """Day, start and index of the last step, where steps are placed in the order of time."""
    begun: bool
    """Whether a step starts when the chain does."""


class Overlaps:
    """The chains of a plan in which only steps of one resource wait for each other.

    Those keep their order, unless any order is allowed. A start is on the grid of one of its team,
    or the moment that the team can after a step that was placed before; each step takes the first
    such moment. The chains from a start come by the time that they are over, those that keep to few
    resources first.

    Who does what, so that all have time, is a packing problem: unlike in `Reach`, the cost grows
    exponentially with the number of steps at worst, so a request may only have few.
    """

    def __init__(self, roster: Roster) -> None:
        self._plan = roster.plan
        self._roster = roster
        self._packing = packing_of(roster.plan)
        self._free = roster.free(self._packing.resource_ids)

    def starts(self) -> int:
        """The moments at which some step could open a chain; `is_start` tells if it does."""
        moments = 0
        for index in range(len(self._plan.steps)):
            for _, own in self._roster.ways(index, True, False):
                moments |= own
        return moments

    def is_start(self, start: int, longest: int | None) -> bool:
        """Whether a chain from this moment can be over in so many minutes."""
        if not self._is_hopeful(start, longest):
            return False
        walk = _Walk(self._roster, start, None if longest is None else start + longest)
        return next(walk.chains(), None) is not None

    def chains(self, start: int, longest: int | None) -> Iterator[Chain]:
        """The chains from a start, over in so many minutes."""
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

    def _is_hopeful(self, start: int, longest: int | None) -> bool:
        """Whether there are minutes enough, wherever they lie."""
        if longest is not None and self._least_minutes() > longest:
            return False
        within = -1 if longest is None else (1 << longest) - 1
        return self._packing.is_possible(
            tuple([(free >> start & within).bit_count() for free in self._free])
        )

    def _least_minutes(self) -> int:
        """What the work takes at least, however it is shared out among all resources."""
        names = {name for step in self._plan.steps for name in step.resource_ids}
        work = sum(
            step.needed * min(post.duration for post in step.posts) for step in self._plan.steps
        )
        return -(-work // len(names))


class _Walk:
    """A walk after the chains from a start that are over by an end."""

    def __init__(self, roster: Roster, start: int, end: int | None) -> None:
        self._plan = roster.plan
        self._roster = roster
        self._start = start
        self._end = end
        self._dead: set[_Stand] = set()
        self.next_end = NEVER
        """When the chains that would be over too late are over at the earliest."""

    def chains(self) -> Iterator[Chain]:
        """The chains of the walk, in any order."""
        nothing = frozenset[tuple[str, int]](), frozenset[tuple[int, int]]()
        return self._walk(_Stand(self._plan.everything, *nothing, (0, 0, 0), begun=False))

    def _walk(self, stand: _Stand) -> Iterator[Chain]:
        if not stand.remaining:
            if stand.begun:
                yield ()
            return
        if stand in self._dead or not self._is_hopeful(stand):
            return
        dead = True
        for placement, then in self._options(stand):
            for tail in self._walk(then):
                dead = False
                yield (placement, *tail)
        if dead:
            self._dead.add(stand)

    def _is_hopeful(self, stand: _Stand) -> bool:
        """Whether each step that remains could be over in time if it were the only one."""
        taken = dict(stand.taken)
        steps = range(len(self._plan.steps))
        return all(self._could(index, taken) for index in steps if stand.remaining >> index & 1)

    def _could(self, index: int, taken: dict[str, int]) -> bool:
        step, able = self._plan.steps[index], set[str]()
        for post, moments in zip(step.posts, self._roster.starts(index), strict=True):
            start = first_from(moments, max(self._start, taken.get(post.resource_id, 0)))
            if start != NEVER and self._in_time(start + post.duration):
                able.add(post.resource_id)
                if len(able) == step.needed:
                    return True
        return False

    def _options(self, stand: _Stand) -> Iterator[tuple[Placement, _Stand]]:
        """Every team for a next step, at the first moment that it may start."""
        taken = dict(stand.taken)
        for index, rest, _, _ in self._plan.choices(stand.remaining):
            step, starts = self._plan.steps[index], self._roster.starts(index)
            free = [place for place, own in enumerate(starts) if own >> self._start]
            free.sort(key=lambda place: step.resource_ids[place] not in taken)
            for places in teams(step.roles, step.posts, free):
                start = self._first_moment(stand, index, places, taken)
                mark = step.day_offset, start, index
                if start == NEVER or (self._plan.any_order and mark < stand.last):
                    continue
                team = tuple(step.posts[place] for place in places)
                if self._in_time(start + max(post.duration for post in team)):
                    yield (start, team), self._then(stand, rest, mark, team)

    def _first_moment(
        self, stand: _Stand, index: int, places: Sequence[int], taken: dict[str, int]
    ) -> int:
        step = self._plan.steps[index]
        starts, on_grid = self._roster.starts(index), self._roster.on_grid(index)
        together = reduce(and_, [starts[place] for place in places])
        points = together & reduce(or_, [on_grid[place] for place in places])
        ready = max(self._start, *[taken.get(step.resource_ids[place], 0) for place in places])
        overs = [over for day, over in stand.overs if day == step.day_offset]
        found = [first_from(together, max(ready, over)) for over in overs]
        found.append(first_from(points, ready))
        return min([moment for moment in found if moment != NEVER], default=NEVER)

    def _then(self, stand: _Stand, rest: int, mark: tuple[int, int, int], team: Team) -> _Stand:
        day, start, _ = mark
        return _Stand(
            rest,
            frozenset((dict(stand.taken) | {p.resource_id: start + p.block for p in team}).items()),
            stand.overs | {(day, start + max(post.block for post in team))},
            mark if self._plan.any_order else stand.last,
            stand.begun or start == self._start,
        )

    def _in_time(self, end: int) -> bool:
        """Whether an end is as early as wanted; if not, remembers it."""
        if self._end is None or end <= self._end:
            return True
        if end < self.next_end or self.next_end == NEVER:
            self.next_end = end
        return False
