"""Chains of steps one after the other, the most compact first."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from engine.bits import NEVER, first_from
from engine.reach import Reach
from engine.roster import Roster
from engine.teams import Chain, Team
from engine.walk import Walk


class InARow:
    """The chains of a plan in which each step waits for the one before."""

    def __init__(self, roster: Roster) -> None:
        self._plan = roster.plan
        self._roster = roster
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
        end = self._reach.end_from(start)
        while end != NEVER and (longest is None or end - start <= longest):
            straight = None
            for changes in self._plan.changes:
                if not changes and self._plan.line:
                    yield from self._by_one_alone(start, end)
                    continue
                straight = straight or Walk(self._reach, start, end, may_wait=False)
                yield from straight.chains(changes)
            waiting = Walk(self._reach, start, end, may_wait=True)
            yield from waiting.chains(1)
            end = waiting.next_end

    def _by_one_alone(self, start: int, end: int) -> Iterator[Chain]:
        """All by one resource without waiting: what most visits are, so this is a plain loop."""
        for track in self._tracks:
            if track[0][0] >> start & 1:
                chain, over = [], start
                for moments, team, minutes in track:
                    begin = first_from(moments, over)
                    if begin == NEVER:
                        break
                    chain.append((begin, team))
                    over = begin + minutes
                else:
                    if over == end:
                        yield tuple(chain)

    @cached_property
    def _tracks(self) -> list[list[tuple[int, Team, int]]]:
        """Of each resource that can do all steps: for each when, as whom, and for how long."""
        tracks: dict[str, list[tuple[int, Team, int]]] = defaultdict(list)
        for index, rest, opens_day, _ in self._plan.line:
            roster = self._roster.on_grid if opens_day else self._roster.starts
            for post, moments in zip(self._plan.steps[index].posts, roster(index), strict=True):
                minutes = post.block if rest else post.duration
                tracks[post.resource_id].append((moments, (post,), minutes))
        return [track for track in tracks.values() if len(track) == len(self._plan.line)]
