"""Brings updates to the dispatcher: stored first, in order per person, within shared bounds."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

import structlog

from bot.transport.updates.charges import StoreCharges, charges_in
from bot.transport.updates.inbox import Inbox
from bot.transport.updates.person_queue import PersonQueue
from bot.transport.updates.rate_limit import PersonLimit, Rate, Verdict
from bot.transport.updates.raw_update import TAP, RawUpdate, read_raw
from domain.shared.errors import RetryableError, StorageUnavailableError

log = structlog.get_logger(__name__)

AT_ONCE = 64
"""Updates handled at a time, of each of three kinds: each uses at most one database connection.
Taps edit messages, so they need not wait behind messages, which wait for Telegram's limits."""

MOST_WAITING = 5_000
"""A process takes no more updates while so many wait in its memory; Telegram keeps the others."""

NOT_STORED = (StorageUnavailableError, RetryableError)

REMEMBERED_IDS = 10_000
"""Ids known without the database, should it be unavailable."""

FINISH_TIMEOUT_S = 8.0
"""How long a stopping process waits for running updates."""

RENEW_S = 15.0


class Handler(Protocol):
    """Handles updates; its methods never raise."""

    async def handle(self, update: RawUpdate) -> None:
        """Handle an update."""
        ...

    async def refuse(self, update: RawUpdate) -> None:
        """Notify the sender that there are too many updates."""
        ...

    async def dismiss(self, update: RawUpdate) -> None:
        """End the progress bar of a tap that needs no other answer."""
        ...


class Intake:
    """Queues updates per person: one person takes one place, and what waits takes none."""

    def __init__(
        self,
        handler: Handler,
        inbox: Inbox,
        store_charges: StoreCharges,
        rates: Sequence[Rate],
        on_finished: Callable[[int], None],
    ) -> None:
        self._handler = handler
        self._rates = rates
        self._inbox = inbox
        self._store_charges = store_charges
        self._on_finished = on_finished
        self._people: dict[int, PersonQueue] = {}
        self._urgent, self._taps, self._others = (asyncio.Semaphore(AT_ONCE) for _ in range(3))
        self._recent: OrderedDict[int, None] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._unfinished = 0
        self._finished: list[int] = []
        self._has_finished = asyncio.Event()
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._is_closing = False

    @property
    def is_full(self) -> bool:
        """Whether no more updates should be accepted now."""
        return not self._has_room.is_set()

    async def until_room(self) -> None:
        """Return as soon as more updates can be accepted."""
        await self._has_room.wait()

    @asynccontextmanager
    async def running(self, *, is_alone: bool) -> AsyncIterator[None]:
        """Handle updates; begin with those of processes that ended.

        `is_alone` says that no other process of this bot runs. At the end running updates get
        their time, and waiting ones are left to the next process.
        """
        await self._take_over(all_processes=is_alone)
        async with asyncio.TaskGroup() as tasks:
            background = [tasks.create_task(self._write_finished())]
            background.append(tasks.create_task(self._stay_alive()))
            try:
                yield
            finally:
                await self._finish()
                for task in background:
                    task.cancel()

    async def accept(self, bodies: Sequence[object]) -> None:
        """Store what Telegram sent, and queue what is new.

        Charges are stored or this raises, and Telegram must send them again. Other updates are
        handled even if the database is unavailable: each says so to its sender.
        """
        updates = [update for body in bodies if (update := read_raw(body))]
        if charges := charges_in(updates):
            await self._store_charges(charges)
        for update in await self._store(updates):
            self._queue(update)

    async def _store(self, updates: Sequence[RawUpdate]) -> list[RawUpdate]:
        unknown = {one.update_id: one for one in updates if one.update_id not in self._recent}
        for update_id in unknown:
            self._recent[update_id] = None
        while len(self._recent) > REMEMBERED_IDS:
            self._recent.popitem(last=False)
        try:
            new = await self._inbox.store(tuple(unknown.values())) if unknown else frozenset()
        except NOT_STORED:
            log.warning("updates_not_stored", count=len(unknown))
            return list(unknown.values())
        except BaseException:
            for update_id in unknown:
                self._recent.pop(update_id, None)
            raise
        for update_id in unknown.keys() - new:
            self._on_finished(update_id)
        return [update for update in unknown.values() if update.update_id in new]

    def _queue(self, update: RawUpdate) -> None:
        self._count(1)
        if update.is_urgent:
            self._spawn(self._handle(update, self._urgent))
            return
        person = self._person(update.person)
        verdict = person.limit.check(asyncio.get_running_loop().time())
        if verdict is not Verdict.HANDLE:
            self._leave_out(update, self._handler.refuse if verdict is Verdict.REFUSE else None)
            return
        for needless in person.add(update):
            self._leave_out(needless, self._handler.dismiss if needless.kind == TAP else None)
        if not person.is_served:
            person.is_served = True
            self._spawn(self._serve(person))

    def _leave_out(
        self, update: RawUpdate, answer: Callable[[RawUpdate], Coroutine[Any, Any, None]] | None
    ) -> None:
        log.info("update_left_out", kind=update.kind)
        self._spawn(self._end(update, answer))

    async def _end(
        self, update: RawUpdate, answer: Callable[[RawUpdate], Coroutine[Any, Any, None]] | None
    ) -> None:
        if answer is not None:
            await answer(update)
        self._done(update)

    def _person(self, person_id: int) -> PersonQueue:
        if person_id not in self._people:
            self._people[person_id] = PersonQueue(PersonLimit(self._rates))
        return self._people[person_id]

    async def _serve(self, person: PersonQueue) -> None:
        while not self._is_closing and (update := person.next()):
            await self._handle(update, self._taps if update.kind == TAP else self._others)
        person.is_served = False

    async def _handle(self, update: RawUpdate, places: asyncio.Semaphore) -> None:
        async with places:
            if self._is_closing:
                return
            await self._handler.handle(update)
        self._done(update)

    def _done(self, update: RawUpdate) -> None:
        self._count(-1)
        self._finished.append(update.update_id)
        self._has_finished.set()
        self._on_finished(update.update_id)

    def _count(self, change: int) -> None:
        self._unfinished += change
        if self._unfinished < MOST_WAITING:
            self._has_room.set()
        else:
            self._has_room.clear()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _take_over(self, *, all_processes: bool) -> None:
        try:
            bodies = await self._inbox.take_over(all_processes=all_processes)
        except NOT_STORED:
            return
        updates = [update for body in bodies if (update := read_raw(body))]
        if updates:
            log.info("updates_taken_over", count=len(updates))
        for update in updates:
            self._recent[update.update_id] = None
            self._queue(update)

    async def _write_finished(self) -> None:
        """Write the ids of finished updates, all that there are at a time."""
        while True:
            await self._has_finished.wait()
            self._has_finished.clear()
            if not await self._attempt(self._write_some):
                self._has_finished.set()
                await asyncio.sleep(1)

    async def _write_some(self) -> None:
        ids = tuple(self._finished)
        if ids:
            await self._inbox.finish(ids)
            del self._finished[: len(ids)]

    async def _stay_alive(self) -> None:
        """Keep this process's updates, take over those of others that ended, forget idle people."""
        while True:
            await asyncio.sleep(RENEW_S)
            await self._attempt(self._inbox.renew)
            await self._take_over(all_processes=False)
            now_s = asyncio.get_running_loop().time()
            idle = [
                key
                for key, person in self._people.items()
                if not person.is_served and person.limit.is_idle(now_s)
            ]
            for key in idle:
                del self._people[key]

    async def _finish(self) -> None:
        self._is_closing = True
        if self._tasks:
            _, left = await asyncio.wait(self._tasks, timeout=FINISH_TIMEOUT_S)
            if left:
                log.warning("updates_abandoned", count=len(left))
            for task in left:
                task.cancel()
        await self._attempt(self._write_some)
        await self._attempt(self._inbox.release)

    async def _attempt(self, act: Callable[[], Awaitable[None]]) -> bool:
        """Return whether the database took it; the next attempt writes what this one did not."""
        try:
            await act()
        except NOT_STORED:
            return False
        return True
