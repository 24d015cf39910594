from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto


class Verdict(Enum):
    """What to do with an update."""

    HANDLE = auto()
    REFUSE = auto()  # and notify the person
    IGNORE = auto()  # they were notified


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many updates within so many seconds."""

    most: int
    window_s: float


def rates_for(updates_a_minute: int) -> tuple[Rate, ...]:
    """Return the rates for one person, of whom a third may come within 10 s; 0 means no limit."""
    if not updates_a_minute:
        return ()
    return Rate(max(updates_a_minute // 3, 1), 10.0), Rate(updates_a_minute, LONGEST_S)


LONGEST_S = 60.0

QUIET_S = 60.0
"""A person who is notified of the limit is not notified again for so long."""


@dataclass(slots=True)
class PersonLimit:
    """Counts the updates of one person; times are seconds of the event loop's clock."""

    rates: Sequence[Rate]
    _times: deque[float] = field(default_factory=deque)
    _notified_at_s: float = float("-inf")

    def check(self, now_s: float) -> Verdict:
        """Count an update, unless it is too many."""
        while self._times and self._times[0] <= now_s - LONGEST_S:
            self._times.popleft()
        if all(self._count(rate, now_s) < rate.most for rate in self.rates):
            self._times.append(now_s)
            return Verdict.HANDLE
        if now_s - self._notified_at_s < QUIET_S:
            return Verdict.IGNORE
        self._notified_at_s = now_s
        return Verdict.REFUSE

    def is_idle(self, now_s: float) -> bool:
        """Return whether it can be forgotten."""
        last_s = self._times[-1] if self._times else float("-inf")
        return now_s - max(last_s, self._notified_at_s) > max(QUIET_S, LONGEST_S)

    def _count(self, rate: Rate, now_s: float) -> int:
        return sum(time > now_s - rate.window_s for time in self._times)
