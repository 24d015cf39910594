"""Feasible starts and ends of a sequence of steps, without building a chain."""

from engine.search.roster import Roster
from engine.search.teams import Placement, Team
from engine.time.bits import NEVER, first_from

Move = tuple[int, int, int, str, Placement]
"""A step that one resource does: the earliest end of everything after it, its own end, the steps
that remain, the resource, and its placement."""

_Solo = tuple[int, int, int, str, Team]
"""A step that one resource could do: minutes, remaining steps, moments, resource and team."""


class Reach:
    """Feasibility of one plan.

    A chain never gains by waiting: an earlier end of one step never delays the rest. So it is
    enough to know how early a step can end and how late the rest may begin; the cost is linear in
    steps and resources (in sets of steps if any order is allowed).
    """

    def __init__(self, roster: Roster) -> None:
        self.plan = roster.plan
        self.roster = roster
        self._ends: dict[tuple[int, int], int] = {}
        self._moves: dict[tuple[int, int], list[Move]] = {}
        self._known_ways: dict[int, list[tuple[int, int, int]]] = {}
        self._known_solos: dict[int, list[_Solo]] = {}
        self._latest: dict[int, int] = {}

    def starts(self) -> int:
        """Return the moments on the grid at which the whole plan can start."""
        return self._startable(self.plan.everything)

    def end(self, remaining: int, ready: int) -> int:
        """Return the earliest end of the remaining steps, without the gap after the last.

        `NEVER` if they cannot be done from the moment `ready` on.
        """
        known = self._ends.get((remaining, ready))
        if known is None:
            known = NEVER
            for minutes, rest, moments in self._ways(remaining):
                start = first_from(moments, ready)
                if start != NEVER:
                    over = start + minutes
                    known = _earlier(known, self.end(rest, over) if rest else over)
            self._ends[remaining, ready] = known
        return known

    def end_from(self, start: int) -> int:
        """Return the same for the whole plan if it starts exactly at this moment."""
        earliest = NEVER
        for minutes, rest, moments in self._ways(self.plan.everything):
            if moments >> start & 1:
                over = start + minutes
                earliest = _earlier(earliest, self.end(rest, over) if rest else over)
        return earliest

    def moves(self, remaining: int, ready: int) -> list[Move]:
        """Return the next step of each resource at its earliest moment, for one-resource steps.

        The first step of a chain starts exactly at `ready`.
        """
        known = self._moves.get((remaining, ready))
        if known is None:
            known = self._moves[remaining, ready] = []
            may_wait = remaining != self.plan.everything
            for minutes, rest, moments, name, team in self._solos(remaining):
                later = moments >> ready
                if later & 1:
                    start = ready
                elif later and may_wait:
                    start = ready + (later & -later).bit_length() - 1
                else:
                    continue
                over = start + minutes
                end = self.end(rest, over) if rest else over
                if end != NEVER:
                    known.append((end, over, rest, name, (start, team)))
        return known

    def later(self, move: Move) -> Move | None:
        """Return the move delayed to the next moment of its resource's grid, or None."""
        _, over, rest, name, (start, team) = move
        begin = first_from(self.points(move), start + 1)
        if begin == NEVER:
            return None
        over += begin - start
        end = self.end(rest, over) if rest else over
        return None if end == NEVER else (end, over, rest, name, (begin, team))

    def points(self, move: Move) -> int:
        """Return the moments to which a move may be delayed: none if it opens the chain."""
        opens_chain = move[2].bit_count() == len(self.plan.steps) - 1
        return 0 if opens_chain else self.roster.grid_of(move[4][1][0])

    def _ways(self, remaining: int) -> list[tuple[int, int, int]]:
        """Return the options for a next step: minutes, remaining steps and moments."""
        known = self._known_ways.get(remaining)
        if known is None:
            known = self._known_ways[remaining] = [
                (minutes, choice.rest, moments)
                for choice in self.plan.choices(remaining)
                for minutes, moments in self.roster.ways(
                    choice.step, choice.opens_day, not choice.rest
                )
            ]
        return known

    def _solos(self, remaining: int) -> list[_Solo]:
        """Return the resources that could do a next step alone."""
        known = self._known_solos.get(remaining)
        if known is None:
            known = self._known_solos[remaining] = []
            for index, rest, opens_day, _ in self.plan.choices(remaining):
                step = self.plan.steps[index]
                moments = self.roster.on_grid(index) if opens_day else self.roster.starts(index)
                for post, own in zip(step.posts, moments, strict=True):
                    if own and step.needed == 1:
                        minutes = post.block if rest else post.duration
                        known.append((minutes, rest, own, post.resource_id, (post,)))
        return known

    def _startable(self, remaining: int) -> int:
        """Return the possible starts of the remaining steps; the first of a day is on the grid."""
        startable = 0
        for minutes, rest, moments in self._ways(remaining):
            startable |= moments & self._in_time(rest, minutes) if rest else moments
        return startable

    def _in_time(self, rest: int, minutes: int) -> int:
        """Return the moments after which, `minutes` later, the rest can still be done."""
        latest = self._latest.get(rest)
        if latest is None:
            latest = self._latest[rest] = self._startable(rest).bit_length() - 1
        return (1 << latest - minutes + 1) - 1 if latest >= minutes else 0


def _earlier(one: int, other: int) -> int:
    if one == NEVER or NEVER < other < one:
        return other
    return one
