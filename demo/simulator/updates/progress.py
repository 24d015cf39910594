"""Tracks when the bot has handled its updates, without fixed sleeps."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Obligation:
    """One update that requires a reaction of the bot.

    Attributes:
        query_id: the callback or pre-checkout query that must be answered once.
        wants_reply: whether a reply is required (a message in a private chat).
        delivered: the bot received it.
        acknowledged: the next getUpdates, or the webhook's 200, confirmed it.
        replied: the bot sent or edited a message in the chat after delivery.
        finished: the handler of a watched dispatcher ended.
    """

    update_id: int
    kind: str
    person_id: int
    chat_id: int
    query_id: str | None = None
    wants_reply: bool = False
    delivered: bool = False
    acknowledged: bool = False
    answered: bool = False
    replied: bool = False
    finished: bool = False

    @property
    def silent_end(self) -> bool:
        """Whether the handler ended without answering the query."""
        return self.finished and self.query_id is not None and not self.answered

    def is_met(self, *, watched: bool) -> bool:
        """Returns whether the bot has reacted as required."""
        answered = self.answered or self.query_id is None
        if watched:
            return self.finished and answered
        replied = self.replied or not self.wants_reply
        return self.delivered and self.acknowledged and answered and replied

    def __str__(self) -> str:
        if not self.delivered:
            missing = "was never fetched (does the bot run?)"
        elif self.query_id is not None and not self.answered:
            missing = "was not answered"
        elif self.wants_reply and not self.replied:
            missing = "got no reply"
        else:
            missing = "is still being handled"
        return f"update {self.update_id} ({self.kind}) {missing}"


@dataclass(slots=True)
class Progress:
    """Counts open requests and stores open obligations.

    With `watched` (a dispatcher in this process reports the end of each handler) the end is known
    exactly; otherwise an answer, a reply and an acknowledgement together count as the end. In both
    cases there must be no activity for a short time afterwards, longer if not watched.
    """

    watched: bool = False
    quiet_watched_s: float = 0.02
    quiet_unwatched_s: float = 0.3
    in_flight: int = 0
    _moves: int = 0
    _open: dict[int, Obligation] = field(default_factory=dict)
    _waiters: set[asyncio.Future[None]] = field(default_factory=set)

    def owe(self, obligation: Obligation) -> Obligation:
        """Adds an obligation."""
        self._open[obligation.update_id] = obligation
        self.moved()
        return obligation

    def forgive(self, update_ids: Iterable[int]) -> None:
        """Drops obligations that are no longer relevant."""
        for update_id in update_ids:
            self._open.pop(update_id, None)
        self.moved()

    def delivered(self, update_id: int) -> None:
        """The bot got an update."""
        if update_id in self._open:
            self._open[update_id].delivered = True
        self.moved()

    def acknowledged(self, update_id: int) -> None:
        """The bot confirmed an update."""
        if update_id in self._open:
            self._open[update_id].acknowledged = True
        self.moved()

    def finished(self, update_id: int) -> None:
        """A watched dispatcher has handled an update."""
        if update_id in self._open:
            self._open[update_id].finished = True
        self.moved()

    def answered(self, query_id: str) -> None:
        """The bot answered a query."""
        for obligation in self._open.values():
            if obligation.query_id == query_id:
                obligation.answered = True
        self.moved()

    def replied(self, chat_id: int) -> None:
        """The bot sent or edited a message in a chat."""
        for obligation in self._open.values():
            if obligation.chat_id == chat_id and obligation.delivered:
                obligation.replied = True
        self.moved()

    def has_delivered(self, query_id: str) -> bool:
        """Returns whether the bot got this query; a closed obligation was delivered."""
        return all(o.delivered for o in self._open.values() if o.query_id == query_id)

    def moved(self) -> None:
        """Wakes all waiters to check their conditions again."""
        self._moves += 1
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    def unmet(self, person_id: int | None = None) -> list[Obligation]:
        """Returns open obligations of one person or of all; met ones are dropped."""
        met = [
            update_id
            for update_id, obligation in self._open.items()
            if obligation.is_met(watched=self.watched)
        ]
        for update_id in met:
            del self._open[update_id]
        return [o for o in self._open.values() if person_id in {None, o.person_id}]

    async def until(self, condition: Callable[[], bool], *, timeout_s: float) -> bool:
        """Waits until the condition holds and activity stops; returns False on timeout."""
        try:
            async with asyncio.timeout(timeout_s):
                while not await self._holds_still(condition):
                    pass
        except TimeoutError:
            return False
        return True

    async def _holds_still(self, condition: Callable[[], bool]) -> bool:
        seen = self._moves
        if condition():
            await asyncio.sleep(self.quiet_watched_s if self.watched else self.quiet_unwatched_s)
            return self._moves == seen
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)
        return False
