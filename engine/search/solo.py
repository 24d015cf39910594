"""Search for plans whose steps each need one resource: nearly all visits."""

from collections.abc import Iterator

from engine.search.reach import Move, Reach
from engine.search.teams import Chain, Placement

_FAR = 1 << 62
"""Later than any minute."""

_State = tuple[int, int, str | None, int]
"""State of the search: remaining steps, ready minute, last resource, required changes or waits."""


class SoloWalk:
    """The chains from one start, by end.

    For equal ends, chains in which no step waits come first, by changes of master; then chains in
    which a step waits. The ends from `Reach` and the recorded dead ends prune the search.
    """

    def __init__(self, reach: Reach, start: int) -> None:
        self._reach = reach
        self._moves = reach.moves
        self._everything = reach.plan.everything
        self._start = start
        self._end = self._next_straight = self._next_waiting = _FAR
        """The end of the current chains, and the earliest later end of chains without waiting and
        of chains with waiting."""
        self._dead = set[_State]()

    def chains(self, longest: int | None) -> Iterator[Chain]:
        """Yield all chains that end within `longest` minutes."""
        latest = _FAR - 1 if longest is None else self._start + longest
        ends = [move[0] for move in self._moves(self._everything, self._start)]
        self._next_straight = min(ends, default=_FAR)
        while (end := min(self._next_straight, self._next_waiting)) <= latest:
            self._end = end
            if end == self._next_straight:
                for changes in self._reach.plan.changes:
                    self._dead.clear()
                    yield from self._straight(self._everything, self._start, None, changes + 1)
            self._next_straight = self._next_waiting = _FAR
            self._dead.clear()
            yield from self._waiting(self._everything, self._start, 1)

    def _straight(
        self, remaining: int, ready: int, before: str | None, owed: int
    ) -> Iterator[Chain]:
        """Yield continuations with exactly `owed` changes of master; the first master counts."""
        if self._dead and (remaining, ready, before, owed) in self._dead:
            return
        dead, last = True, self._end
        for end, over, rest, name, placement in self._moves(remaining, ready):
            if end > last:
                continue
            left = owed - (name != before)
            if not rest:
                if not left and over == last:
                    dead = False
                    yield (placement,)
            elif 0 <= left <= rest.bit_count():
                for tail in self._straight(rest, over, name, left):
                    dead = False
                    yield (placement, *tail)
        if dead:
            self._dead.add((remaining, ready, before, owed))

    def _waiting(self, remaining: int, ready: int, owed: int) -> Iterator[Chain]:
        """Yield continuations in which a step waits, if a wait is still required (`owed`)."""
        if self._dead and (remaining, ready, None, owed) in self._dead:
            return
        dead = True
        for move in self._moves(remaining, ready):
            later: Move | None = move
            left = owed
            while later:
                end, over, rest, _, placement = later
                if end > self._end:
                    self._note(end, left)
                    break
                if not rest:
                    if closing := self._closing(later, left):
                        dead = False
                        yield (closing,)
                    break
                for tail in self._waiting(rest, over, left):
                    dead = False
                    yield (placement, *tail)
                left = 0
                later = self._reach.later(later)
        if dead:
            self._dead.add((remaining, ready, None, owed))

    def _closing(self, move: Move, owed: int) -> Placement | None:
        """Return the last step if it can end exactly at the end, now or by waiting."""
        end, _, _, _, placement = move
        start, team = placement
        begin = start + self._end - end
        points = self._reach.points(move)
        later = points >> begin + 1
        if later:
            self._note(self._end + (later & -later).bit_length(), 0)
        if begin == start:
            return None if owed else placement
        return (begin, team) if points >> begin & 1 else None

    def _note(self, end: int, owed: int) -> None:
        """Record an end that is too late; with nothing owed, a step has waited."""
        if owed:
            self._next_straight = min(end, self._next_straight)
        else:
            self._next_waiting = min(end, self._next_waiting)
