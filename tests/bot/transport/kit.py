"""A small bot that takes money, a store that can fail, and somebody who pays."""

from collections.abc import Sequence

from aiogram import Bot
from aiogram.types import LabeledPrice, Message, PreCheckoutQuery

from bot.transport.graceful_dispatcher import GracefulDispatcher
from demo.simulator import Person, Simulator
from domain.payments.model import Charge, ChargeKind
from tests.support.waiting import wait_until


class Store:
    """Keeps charges as the database does: each once. The next `failures` times it cannot."""

    def __init__(self, failures: int = 0) -> None:
        self.kept: dict[tuple[ChargeKind, str], Charge] = {}
        self.failures = failures
        self.attempts = 0

    async def store(self, charges: Sequence[Charge]) -> None:
        self.attempts += 1
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the database is away")
        for charge in charges:
            self.kept.setdefault((charge.kind, charge.charge_ref), charge)


class Shop:
    """What the handlers saw, and what was stored when they saw it."""

    def __init__(self, store: Store) -> None:
        self.paid: list[tuple[str, int]] = []
        self._store = store

    def dispatcher(self) -> GracefulDispatcher:
        dispatcher = GracefulDispatcher()
        dispatcher.pre_checkout_query.register(self._check)
        dispatcher.message.register(self._take)
        return dispatcher

    async def until_paid(self, times: int = 1) -> None:
        await wait_until(lambda: len(self.paid) >= times)

    async def _check(self, query: PreCheckoutQuery) -> None:
        await query.answer(ok=True)

    async def _take(self, message: Message) -> None:
        if message.successful_payment is not None:
            charge_id = message.successful_payment.telegram_payment_charge_id
            self.paid.append((charge_id, len(self._store.kept)))


async def ask_for_money(bot: Bot, person: Person) -> None:
    await bot.send_invoice(
        person.id, "Deposit", "A visit", "payload", "XTR", [LabeledPrice(label="It", amount=250)]
    )


async def everything_acknowledged(simulator: Simulator) -> None:
    await wait_until(lambda: not simulator.world.updates.waiting)
