"""A walk through the steps of a plan, after chains that are over at one exact moment."""

from collections.abc import Iterator
from functools import reduce
from operator import and_, or_

from engine.model.plan import Choice
from engine.search.reach import Move, Reach
from engine.search.teams import Chain, Placement, Team, teams
from engine.time.bits import NEVER, each, first_from

_Stand = tuple[int, int, str | None, int]
"""Where a walk stands: what steps remain, from when on, who did the last one, and what is owed."""

_Option = tuple[Placement, int, int, bool, str | None]
"""A next step: its placement, when it is over, what remains then, whether it waits, and who does it
where a change from one who works alone to another counts."""


class Walk:
    """The chains from a start that are over at an end.

    Either no step waits and a number of changes of master is owed, or steps may wait for a later
    moment of the grid, and one that does is owed. Those who did the step before are tried first.
    `Reach.end`, and the dead ends remembered, keep the walk from going in vain.
    """

    def __init__(self, reach: Reach, start: int, end: int, *, may_wait: bool) -> None:
        self._reach = reach
        self._roster = reach.roster
        self._plan = reach.plan
        self._start = start
        self._end = end
        self._may_wait = may_wait
        self._dead: set[_Stand] = set()
        self._alive: set[_Stand] = set()
        self.next_end = NEVER
        """When what is over too late for this walk is over at the earliest. Known at its end, and
        only if steps may wait."""

    def chains(self, owed: int) -> Iterator[Chain]:
        """The chains that bring about exactly what is owed."""
        self._dead.clear()
        self._alive.clear()
        return self._walk((self._plan.everything, self._start, None, owed))

    def _walk(self, stand: _Stand, done: Team = ()) -> Iterator[Chain]:
        """The ways to go on from what was done last, each of which ends as this walk wants it."""
        if stand in self._dead:
            return
        remaining, ready, before, owed = stand
        dead, known = True, {post.resource_id for post in done}
        for placement, over, rest, waits, alone in self._options(remaining, ready, owed, known):
            changes = before is not None and alone is not None and alone != before
            left = owed - changes - (waits and owed)
            if rest and left >= 0:
                for tail in self._walk((rest, over, alone, left), placement[1]):
                    dead = False
                    yield (placement, *tail)
            elif not left and over == self._end:
                dead = False
                yield (placement,)
        if dead:
            self._dead.add(stand)

    def _is_alive(self, stand: _Stand) -> bool:
        """Whether there is a way to go on, looked for once."""
        if stand not in self._alive and next(self._walk(stand), None) is not None:
            self._alive.add(stand)
        return stand in self._alive

    def _options(self, remaining: int, ready: int, owed: int, known: set[str]) -> Iterator[_Option]:
        solos = self._waiting_solos if self._may_wait else self._straight_solos
        for choice in self._plan.choices(remaining):
            if self._plan.steps[choice.step].needed > 1:
                yield from self._team_options(choice, ready, owed, known)
                continue
            moves = [move for move in self._reach.moves(remaining, ready) if move[2] == choice.rest]
            for move in sorted(moves, key=lambda move: move[3] not in known):
                yield from solos(move)

    def _straight_solos(self, move: Move) -> Iterator[_Option]:
        """One resource, the moment that it can."""
        end, over, rest, name, placement = move
        if end <= self._end:
            yield placement, over, rest, False, name

    def _waiting_solos(self, move: Move) -> Iterator[_Option]:
        """One resource, the moment that it can or at a later moment of its grid."""
        later: Move | None = move
        while later and self._is_in_time(later[0]):
            _, over, rest, _, placement = later
            yield placement, over, rest, later is not move, None
            later = self._reach.later(later)

    def _team_options(
        self, choice: Choice, ready: int, owed: int, known: set[str]
    ) -> Iterator[_Option]:
        """Several resources that start together."""
        index, rest, opens_day, _ = choice
        for minutes, moments in self._roster.ways(index, opens_day, not rest):
            for start, waits in self._team_starts(index, moments, ready):
                over = start + minutes
                if start == NEVER or (choice.opens_chain and start != self._start):
                    break
                if not self._is_in_time(self._reach.end(rest, over) if rest else over):
                    break
                left = owed - (waits and owed)
                if not rest or self._is_alive((rest, over, None, left)):
                    for team in self._teams_at(choice, start, ready, minutes, known):
                        yield (start, team), over, rest, waits, None

    def _team_starts(self, index: int, moments: int, ready: int) -> Iterator[tuple[int, bool]]:
        """The first moment for a team and, if it may wait, later ones."""
        start = first_from(moments, ready)
        yield start, False
        if self._may_wait and start != NEVER:
            starts, on_grid = self._roster.starts(index), self._roster.on_grid(index)
            coming = [own & ~(own << 1) for own in starts]
            for later in each(moments & reduce(or_, on_grid + coming) & -2 << start):
                yield later, True

    def _teams_at(
        self, choice: Choice, start: int, ready: int, minutes: int, known: set[str]
    ) -> Iterator[Team]:
        """Teams that may start at a moment and need exactly so long.

        A team starts on the grid of one of it, or else the moment that all of it can. First come
        those who make a team complete, lest one be far to seek, and of them those who are known.
        """
        index, rest, opens_day, _ = choice
        posts, starts = self._plan.steps[index].posts, self._roster.starts(index)
        paces = [post.block if rest else post.duration for post in posts]
        points = [own >> start & 1 for own in self._roster.on_grid(index)]
        coming = [first_from(own, ready) == start for own in starts]
        free = [p for p, own in enumerate(starts) if own >> start & 1 and paces[p] <= minutes]
        free.sort(key=lambda p: posts[p].resource_id not in known)
        free.sort(key=lambda p: not ((points[p] or coming[p]) and paces[p] == minutes))
        for team in teams(self._plan.steps[index].roles, posts, free):
            together = reduce(and_, [starts[place] for place in team])
            if max(paces[place] for place in team) == minutes and (
                any(points[place] for place in team)
                or (not opens_day and first_from(together, ready) == start)
            ):
                yield tuple(posts[place] for place in team)

    def _is_in_time(self, end: int) -> bool:
        """Whether an end is as early as wanted; if not, remembers it."""
        if end == NEVER or end <= self._end:
            return end != NEVER
        if end < self.next_end or self.next_end == NEVER:
            self.next_end = end
        return False
