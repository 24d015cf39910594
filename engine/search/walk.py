"""Search the chains of a plan that end at one exact moment."""

from collections.abc import Iterator
from functools import reduce
from operator import and_, or_

from engine.model.plan import Choice
from engine.search.reach import Move, Reach
from engine.search.teams import Chain, Placement, Team, teams
from engine.time.bits import NEVER, each, first_from

_State = tuple[int, int, str | None, int]
"""State of the search: remaining steps, ready minute, last resource, required changes or waits."""

_Option = tuple[Placement, int, int, bool, str | None]
"""A next step: its placement, its end, the remaining steps, whether it waits, and its resource if
changes of master between one-resource steps count."""


class Walk:
    """The chains from a start that end exactly at `end`.

    Either no step waits and `owed` is the required number of changes of master, or steps may wait
    for a later moment of the grid and `owed` is one required wait. The resources of the previous
    step are tried first. `Reach.end` and the recorded dead ends prune the search.
    """

    def __init__(self, reach: Reach, start: int, end: int, *, may_wait: bool) -> None:
        self._reach = reach
        self._roster = reach.roster
        self._plan = reach.plan
        self._start = start
        self._end = end
        self._may_wait = may_wait
        self._dead: set[_State] = set()
        self._alive: set[_State] = set()
        self.next_end = NEVER
        """The earliest end of the chains that end too late. Complete only after the search, and
        only if steps may wait."""

    def chains(self, owed: int) -> Iterator[Chain]:
        """Yield the chains with exactly the owed changes or waits."""
        self._dead.clear()
        self._alive.clear()
        return self._walk((self._plan.everything, self._start, None, owed))

    def _walk(self, state: _State, done: Team = ()) -> Iterator[Chain]:
        """Yield the continuations after the last step that end exactly at the end."""
        if state in self._dead:
            return
        remaining, ready, before, owed = state
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
            self._dead.add(state)

    def _is_alive(self, state: _State) -> bool:
        """Return whether a continuation exists, searched once."""
        if state not in self._alive and next(self._walk(state), None) is not None:
            self._alive.add(state)
        return state in self._alive

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
        """Yield one resource at its earliest moment."""
        end, over, rest, name, placement = move
        if end <= self._end:
            yield placement, over, rest, False, name

    def _waiting_solos(self, move: Move) -> Iterator[_Option]:
        """Yield one resource at its earliest moment and at later moments of its grid."""
        later: Move | None = move
        while later and self._is_in_time(later[0]):
            _, over, rest, _, placement = later
            yield placement, over, rest, later is not move, None
            later = self._reach.later(later)

    def _team_options(
        self, choice: Choice, ready: int, owed: int, known: set[str]
    ) -> Iterator[_Option]:
        """Yield teams of several resources that start together."""
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
        """Yield the first moment for a team and, if it may wait, later ones."""
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
        """Yield the teams that may start at a moment and need exactly `minutes`.

        A team starts on the grid of one member, or at the first moment when all members can.
        Resources that make a team valid come first, so that a valid team is found quickly; among
        them, the resources of the previous step.
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
        """Return whether an end is early enough; if not, record it in `next_end`."""
        if end == NEVER or end <= self._end:
            return end != NEVER
        if end < self.next_end or self.next_end == NEVER:
            self.next_end = end
        return False
