"""Chains of steps one after the other, the most compact first."""

from collections.abc import Iterator

from engine.search.reach import Reach
from engine.search.roster import Roster
from engine.search.solo import SoloWalk
from engine.search.teams import Chain
from engine.search.walk import Walk
from engine.time.bits import NEVER


class Sequential:
    """The chains of a plan in which each step waits for the one before."""

    def __init__(self, roster: Roster) -> None:
        self._plan = roster.plan
        self._reach = Reach(roster)

    def starts(self) -> int:
        """Return the moments at which a chain may start."""
        return self._reach.starts()

    def is_start(self, start: int, longest: int | None) -> bool:
        """Return whether a chain from this moment can end within `longest` minutes."""
        return longest is None or start < self._reach.end_from(start) <= start + longest

    def chains(self, start: int, longest: int | None) -> Iterator[Chain]:
        """Yield the chains from a start that end within `longest` minutes, by end.

        For equal ends, chains without needless waiting come first, by changes of master (between
        steps for one resource); then chains in which a step waits; else the order of the request.
        """
        if self._plan.alone:
            return SoloWalk(self._reach, start).chains(longest)
        return self._team_chains(start, longest)

    def _team_chains(self, start: int, longest: int | None) -> Iterator[Chain]:
        end = self._reach.end_from(start)
        while end != NEVER and (longest is None or end - start <= longest):
            straight = Walk(self._reach, start, end, may_wait=False)
            for changes in self._plan.changes:
                yield from straight.chains(changes)
            waiting = Walk(self._reach, start, end, may_wait=True)
            yield from waiting.chains(1)
            end = waiting.next_end
