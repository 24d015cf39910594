"""When can a sequence of steps be done? Answered without building a chain."""

from engine.bits import NEVER, first_from
from engine.plan import Turn
from engine.roster import Roster, Way
from engine.teams import Placement

Move = tuple[int, int, Placement, int]
"""A step that one resource does: when everything can be over then (`NEVER` if it cannot), its place
among the posts, its placement, and when it is over itself."""


class Reach:
    """Feasibility of one plan.

    A chain never gains by waiting: whoever is ready earlier can do the rest at least as early. So
    it is enough to know of a step how early it can be over, and of the rest how late it may begin;
    the cost is linear in steps and resources (in sets of steps where any order is allowed).
    """

    def __init__(self, roster: Roster) -> None:
        self.plan = roster.plan
        self.roster = roster
        self._ends: dict[tuple[int, int], int] = {}
        self._moves: dict[tuple[int, int, int], list[Move]] = {}
        self._later: dict[tuple[int, int, int, int], Move] = {}
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
            known = NEVER
            for index, rest, opens_day, _ in self.plan.turns(remaining):
                over = _over(self.roster.ways(index, opens_day, not rest), ready)
                if rest and over != NEVER:
                    over = self.end(rest, over)
                known = _earlier(known, over)
            self._ends[remaining, ready] = known
        return known

    def end_from(self, start: int) -> int:
        """The same for the whole plan if it starts at this very moment."""
        earliest = NEVER
        for index, rest, _, _ in self.plan.turns(self.plan.everything):
            for minutes, moments in self.roster.ways(index, True, not rest):
                if moments >> start & 1:
                    over = start + minutes
                    earliest = _earlier(earliest, self.end(rest, over) if rest else over)
        return earliest

    def moves(self, turn: Turn, ready: int) -> list[Move]:
        """What each resource could do, the moment that it can, in a step for one resource."""
        known = self._moves.get((turn.step, turn.rest, ready))
        if known is None:
            index, _, opens_day, opens_chain = turn
            moments = self.roster.on_grid(index) if opens_day else self.roster.starts(index)
            starts = [first_from(own, ready) for own in moments]
            if opens_chain:
                starts = [start if start == ready else NEVER for start in starts]
            found = [self._move(turn, place, start) for place, start in enumerate(starts)]
            known = [move for move in found if move[0] != NEVER]
            self._moves[turn.step, turn.rest, ready] = known
        return known

    def later(self, turn: Turn, place: int, start: int) -> Move:
        """What a resource could do when it waits for the next moment of its grid."""
        known = self._later.get((turn.step, turn.rest, place, start))
        if known is None:
            begin = first_from(self.roster.on_grid(turn.step)[place], start + 1)
            known = self._move(turn, place, NEVER if turn.opens_chain else begin)
            self._later[turn.step, turn.rest, place, start] = known
        return known

    def _move(self, turn: Turn, place: int, start: int) -> Move:
        post = self.plan.steps[turn.step].posts[place]
        over = start + (post.block if turn.rest else post.duration)
        end = NEVER
        if start != NEVER:
            end = self.end(turn.rest, over) if turn.rest else over
        return end, place, (start, (post,)), over

    def _startable(self, remaining: int) -> int:
        """The moments at which what remains can start, the first step of a day on the grid."""
        startable = 0
        for index, rest, opens_day, _ in self.plan.turns(remaining):
            for minutes, moments in self.roster.ways(index, opens_day, not rest):
                startable |= moments & self._in_time(rest, minutes) if rest else moments
        return startable

    def _in_time(self, rest: int, minutes: int) -> int:
        """The moments so many minutes after which the rest can still be done."""
        latest = self._latest.get(rest)
        if latest is None:
            latest = self._latest[rest] = self._startable(rest).bit_length() - 1
        return (1 << latest - minutes + 1) - 1 if latest >= minutes else 0


def _over(ways: list[Way], ready: int) -> int:
    """How early a step can be over."""
    over = NEVER
    for minutes, moments in ways:
        start = first_from(moments, ready)
        if start != NEVER:
            over = _earlier(over, start + minutes)
    return over


def _earlier(one: int, other: int) -> int:
    if one == NEVER or NEVER < other < one:
        return other
    return one
