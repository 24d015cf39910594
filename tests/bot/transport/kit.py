"""A small bot that takes payments, a store of charges that can fail, and a handler of updates."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import LabeledPrice, Message, PreCheckoutQuery

from bot.transport.updates.intake import Intake
from bot.transport.updates.rate_limit import Rate
from bot.transport.updates.raw_update import RawUpdate
from bot.ui.catalogues import load_catalogues
from bot.update_handler import UpdateHandler
from demo.simulator import Person, Simulator
from domain.payments.model import Charge, ChargeKind
from domain.shared.errors import StorageUnavailableError
from tests.support.waiting import wait_until


class ChargeStore:
    """Stores charges as the database does, each once. The next `failures` times it cannot."""

    def __init__(self, failures: int = 0) -> None:
        self.stored: dict[tuple[ChargeKind, str], Charge] = {}
        self.failures = failures
        self.attempts = 0

    async def store(self, charges: Sequence[Charge]) -> None:
        self.attempts += 1
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the database is away")
        for charge in charges:
            self.stored.setdefault((charge.kind, charge.charge_ref), charge)


class MemoryInbox:
    """The updates of processes that share it."""

    def __init__(self) -> None:
        self.bodies: dict[int, Any] = {}
        self.unfinished: set[int] = set()
        self.is_away = False

    async def store(self, updates: Sequence[RawUpdate]) -> frozenset[int]:
        if self.is_away:
            raise StorageUnavailableError
        new = {one.update_id: one.body for one in updates if one.update_id not in self.bodies}
        self.bodies |= new
        self.unfinished |= set(new)
        return frozenset(new)

    async def finish(self, update_ids: Collection[int]) -> None:
        self.unfinished -= set(update_ids)

    async def take_over(self, *, all_processes: bool) -> Sequence[object]:
        return [self.bodies[one] for one in sorted(self.unfinished)] if all_processes else []

    async def renew(self) -> None:
        """Nothing expires."""

    async def release(self) -> None:
        """All updates are for anybody."""


class RecordingHandler:
    """Records what is handled; each update takes a while, one of a held person until released."""

    def __init__(self) -> None:
        self.handled: list[int] = []
        self.refused: list[int] = []
        self.dismissed: list[int] = []
        self.at_once: dict[int, int] = defaultdict(int)
        self.most_at_once: dict[int, int] = defaultdict(int)
        self.held: set[int] = set()
        self.released = asyncio.Event()

    async def handle(self, update: RawUpdate) -> None:
        person = update.person
        self.at_once[person] += 1
        self.most_at_once[person] = max(self.most_at_once[person], self.at_once[person])
        if person in self.held:
            await self.released.wait()
        await asyncio.sleep(0)
        self.at_once[person] -= 1
        self.handled.append(update.update_id)

    async def refuse(self, update: RawUpdate) -> None:
        self.refused.append(update.update_id)

    async def dismiss(self, update: RawUpdate) -> None:
        self.dismissed.append(update.update_id)


class Shop:
    """What the handlers saw, and what was stored when they saw it."""

    def __init__(self, store: ChargeStore) -> None:
        self.paid: list[tuple[str, int]] = []
        self._store = store

    @asynccontextmanager
    async def intake(self, bot: Bot, inbox: MemoryInbox | None = None) -> AsyncIterator[Intake]:
        """Take updates for the small bot."""
        handler = UpdateHandler(self._dispatcher(), bot, load_catalogues())
        intake = build_intake(handler, inbox or MemoryInbox(), self._store)
        async with intake.running(is_alone=True):
            yield intake

    async def until_paid(self, times: int = 1) -> None:
        await wait_until(lambda: len(self.paid) >= times)

    def _dispatcher(self) -> Dispatcher:
        dispatcher = Dispatcher()
        dispatcher.pre_checkout_query.register(self._check)
        dispatcher.message.register(self._take)
        return dispatcher

    async def _check(self, query: PreCheckoutQuery) -> None:
        await query.answer(ok=True)

    async def _take(self, message: Message) -> None:
        if message.successful_payment is not None:
            charge_id = message.successful_payment.telegram_payment_charge_id
            self.paid.append((charge_id, len(self._store.stored)))


def build_intake(
    handler: UpdateHandler | RecordingHandler,
    inbox: MemoryInbox,
    store: ChargeStore,
    rates: Sequence[Rate] = (),
) -> Intake:
    return Intake(handler, inbox, store.store, rates, lambda _: None)


async def ask_for_money(bot: Bot, person: Person) -> None:
    await bot.send_invoice(
        person.id, "Deposit", "A visit", "payload", "XTR", [LabeledPrice(label="It", amount=250)]
    )


async def everything_acknowledged(simulator: Simulator) -> None:
    await wait_until(lambda: not simulator.world.updates.waiting)
