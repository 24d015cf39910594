from collections import deque
from dataclasses import dataclass, field

from bot.transport.updates.rate_limit import PersonLimit
from bot.transport.updates.raw_update import RawUpdate


@dataclass(slots=True)
class PersonQueue:
    """The updates of one person that wait for their turn, in order, and one that is handled."""

    limit: PersonLimit
    is_served: bool = False
    _waiting: deque[RawUpdate] = field(default_factory=deque)
    _last_album: str = ""

    def add(self, update: RawUpdate) -> list[RawUpdate]:
        """Queue an update and return what needs no answer any more, perhaps the update itself.

        Of commands and of equal taps the last is answered, of an album the first part.
        """
        if update.album and update.album == self._last_album:
            return [update]
        self._last_album = update.album or self._last_album
        superseded = [waiting for waiting in self._waiting if update.supersedes(waiting)]
        for waiting in superseded:
            self._waiting.remove(waiting)
        self._waiting.append(update)
        return superseded

    def next(self) -> RawUpdate | None:
        """Return and remove the update that has waited longest."""
        return self._waiting.popleft() if self._waiting else None
