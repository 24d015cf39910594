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
        """The moments at which a chain may start."""
        return self._reach.starts()

    def is_start(self, start: int, longest: int | None) -> bool:
        """Whether a chain from this moment, if it is a start, can be over in so many minutes."""
        return longest is None or start < self._reach.end_from(start) <= start + longest

    def chains(self, start: int, longest: int | None) -> Iterator[Chain]:
        """The chains from a start, over in so many minutes.

        They come by the time that they are over. Of those that are over at the same time, the ones
        without needless waiting come first, by changes of master (from one who works alone to
        another); then those in which a step waits; else the order of the request.
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
