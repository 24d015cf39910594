import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from aiogram.types import TelegramObject
from pydantic import JsonValue

from demo.simulator.errors import ApiError
from demo.simulator.updates.progress import Obligation, Progress
from demo.simulator.wire import to_json

# Telegram sends these only to bots that request them explicitly.
ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
MAX_BATCH = 100


@dataclass(frozen=True, slots=True)
class Update:
    """An update that waits for delivery."""

    update_id: int
    kind: str
    body: dict[str, JsonValue]


@dataclass(slots=True)
class UpdateQueue:
    """Updates in order, until they are acknowledged."""

    progress: Progress
    allowed: frozenset[str] | None = None
    on_put: Callable[[], None] = lambda: None
    waiting: list[Update] = field(default_factory=list)
    _next_id: int = 1000
    _poll: asyncio.Future[None] | None = None

    def put(
        self,
        kind: str,
        payload: TelegramObject,
        *,
        person_id: int,
        chat_id: int,
        query_id: str | None = None,
        wants_reply: bool = False,
    ) -> None:
        """Adds an update if the bot allows its kind."""
        if kind not in self.allowed if self.allowed else kind in ON_REQUEST_ONLY:
            return
        update_id = self.take_id()
        obligation = Obligation(
            update_id, kind, person_id, chat_id, query_id, wants_reply=wants_reply
        )
        self.put_raw(kind, {"update_id": update_id, kind: to_json(payload)}, obligation)

    def take_id(self) -> int:
        """Returns the id of the next update."""
        update_id, self._next_id = self._next_id, self._next_id + 1
        return update_id

    def put_raw(self, kind: str, body: dict[str, JsonValue], obligation: Obligation) -> None:
        """Adds an update of any shape."""
        self.waiting.append(Update(obligation.update_id, kind, body))
        self.progress.owe(obligation)
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        self.on_put()

    async def poll(self, *, offset: int, limit: int, timeout_s: float) -> list[JsonValue]:
        """Long polling: returns waiting updates, or the first one that arrives in time.

        Raises:
            ApiError: 409 if another getUpdates arrived in the meantime.
        """
        self._end_older_poll()
        self._acknowledge_below(offset)
        if not self.waiting and timeout_s > 0:
            await self._wait(timeout_s)
        batch = self.waiting[: min(limit, MAX_BATCH)]
        for update in batch:
            self.progress.delivered(update.update_id)
        return [dict(update.body) for update in batch]

    @property
    def is_polled(self) -> bool:
        """Whether a getUpdates is waiting."""
        return self._poll is not None

    def acknowledge(self, update: Update) -> None:
        """Removes an update that the bot has received."""
        if update in self.waiting:
            self.waiting.remove(update)
            self.progress.acknowledged(update.update_id)

    def drop_waiting(self) -> None:
        """Drops waiting updates, as for `drop_pending_updates`."""
        self.progress.forgive(update.update_id for update in self.waiting)
        self.waiting.clear()

    def close(self) -> None:
        """Ends a waiting getUpdates without updates."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _acknowledge_below(self, offset: int) -> None:
        if offset < 0:
            for update in self.waiting[:offset]:
                self.acknowledge(update)
            return
        for update in [update for update in self.waiting if update.update_id < offset]:
            self.acknowledge(update)

    def _end_older_poll(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(
                ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            )

    async def _wait(self, timeout_s: float) -> None:
        poll = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(timeout_s):
                await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None
