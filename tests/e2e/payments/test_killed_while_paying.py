"""The bot is killed at each step of a payment; started anew, the money has exactly one outcome."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import TextClause, func, select, text

from bot.callbacks.booking import ConfirmBooking
from bot.callbacks.payments import TakeOtherTimeTap
from bot.callbacks.visits import AskCancel, CancelVisitTap
from demo.moving_clock import MovingClock
from demo.simulator import Checkout, FailureKind, PaymentOutcome, Person, Simulator
from domain.catalog.deposit import DepositKind, DepositRule
from infra.db import tables
from tests.e2e.support.killable_bot import KillableBot
from tests.e2e.support.salon import Salon, furnish
from tests.e2e.support.texts import BOOKED
from tests.e2e.support.walks import data_of, tap, to_card
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.processes import Program, start_program
from tests.support.waiting import wait_for_value, wait_until

SETTLED = text("SELECT count(*) FROM charges WHERE settled_at IS NOT NULL")
NOTHING_UNSETTLED = text("SELECT count(*) = 0 FROM charges WHERE settled_at IS NULL")
STUCK = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
DELIVERY_TIME = timedelta(minutes=2)
"""Whoever had begun to deliver a message has lost it by then to somebody else."""

PROVIDER = {"PAYMENT_PROVIDER": "test", "PAYMENT_PROVIDER_TOKEN": "284685063:TEST:tests"}


@dataclass(frozen=True, slots=True)
class Counter:
    """A salon that takes half in advance, somebody about to book, and the bot between them."""

    simulator: Simulator
    bot: KillableBot
    database: DatabaseFactory
    salon: Salon
    anna: Person
    environment: dict[str, str]
    clock: MovingClock
    redis: Redis

    async def restart_bot(self) -> None:
        """Start the bot anew, half a minute later: so long nobody takes the dead bot's turn."""
        async for lock in self.redis.scan_iter("fsm:*:lock"):
            await self.redis.delete(lock)
        progress = self.simulator.world.progress
        progress.forgive(left.update_id for left in progress.unmet() if left.acknowledged)
        await self.bot.start()

    async def until_telegram_is_stuck(self) -> None:
        """Return when the bot waits for the answer that never comes."""
        await wait_until(lambda: self.simulator.api.failures.is_over)

    def start_job(self) -> Program:
        """Start the job that sends money back, in a process of its own."""
        return start_program("tests.e2e.support.send_refunds", environment=self.environment)

    @asynccontextmanager
    async def locked(self, table: str) -> AsyncIterator[None]:
        """Keep everybody away from a table; in the end the bot hangs there, and is killed."""
        async with self.database.engine.connect() as blocker:
            await blocker.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
            yield
            await self._until(STUCK)
            await self.bot.kill()
            await blocker.rollback()

    async def _until(self, question: TextClause) -> None:
        async def holds() -> bool:
            return bool(await self.database.value(question))

        await wait_for_value(holds)

    async def until_money_is_stored(self) -> None:
        """Return when the bot has stored a charge: it may wait for a lock before that, too."""
        await self._until(text("SELECT count(*) FROM charges"))

    async def booking(self) -> Any:
        """Return the row of the first booking."""
        row, *_ = await self.database.rows(select(tables.bookings).order_by(tables.bookings.c.id))
        return row

    async def outcomes(self) -> list[str]:
        """Return what became of every charge, when all are settled."""
        await self._until(NOTHING_UNSETTLED)
        rows = await self.database.rows(select(tables.charges.c.outcome).order_by(text("id")))
        return [outcome for (outcome,) in rows]

    async def told(self, kind: str) -> int:
        """Return how many messages of a kind were written."""
        of_kind = select(func.count()).where(tables.outbox_messages.c.kind == kind)
        return int(await self.database.value(of_kind))

    async def payment(self) -> Any:
        """Return the row of the first payment."""
        row, *_ = await self.database.rows(select(tables.payments).order_by(tables.payments.c.id))
        return row

    async def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(await self.database.value(select(func.count()).select_from(text(table))))

    async def assert_confirmed_and_paid(self) -> None:
        """Telegram took money once, and we know of it once: for a visit that stands."""
        await self._until(SETTLED)
        assert [charge.refunded_at for charge in self.anna.charges] == [None]
        assert (await self.booking()).status == "confirmed"
        payment = await self.payment()
        assert (payment.state, payment.telegram_charge_id) == (
            "paid",
            self.anna.charges[0].charge_id,
        )
        (charge,) = await self.database.rows(select(tables.charges))
        assert charge.outcome == "confirmed"
        assert await self.told("booking_made") == 1


@pytest.fixture
def clock(tmp_path: Path) -> MovingClock:
    """Monday, eight in the morning, for the simulator and for all processes."""
    return MovingClock(tmp_path / "ahead", NOW - datetime.now(UTC))


@pytest.fixture
async def simulator(clock: MovingClock) -> AsyncIterator[Simulator]:
    async with Simulator(clock=clock.now) as running:
        yield running


@pytest.fixture
async def shop(
    simulator: Simulator,
    clock: MovingClock,
    database: DatabaseFactory,
    database_url: str,
    redis_server: str,
    redis: Redis,
    tmp_path: Path,
) -> AsyncIterator[Counter]:
    salon = await furnish(database)
    half = DepositRule(DepositKind.PERCENT, 50)
    await database.change_policies(salon.location, deposit=half)
    environment = {
        "BOT_TOKEN": simulator.token,
        "UPDATES_PER_MINUTE": "0",
        "BOT_API_BASE": simulator.base_url,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_server,
        "CLOCK_FILE": str(clock.file),
        **PROVIDER,
    }
    bot = KillableBot(simulator, environment)
    await bot.start()
    anna = simulator.add_person(first_name="Anna")
    yield Counter(simulator, bot, database, salon, anna, environment, clock, redis)
    await bot.kill()


@pytest.fixture
async def counter(shop: Counter) -> Counter:
    """Anna has chosen, and only has to confirm."""
    await choose(shop)
    return shop


async def choose(shop: Counter) -> None:
    """Let Anna choose a haircut at ten."""
    await shop.anna.start()
    await to_card(shop.anna, at(10), shop.salon.haircut)


async def confirm(counter: Counter, *, wait: bool = True) -> None:
    """Take the time, which sends the invoice."""
    await counter.anna.tap_data(data_of(ConfirmBooking, counter.anna.screen)[0], wait=wait)


async def test_after_the_hold_before_the_invoice(counter: Counter) -> None:
    counter.simulator.fail("sendInvoice", FailureKind.NO_ANSWER)
    await confirm(counter, wait=False)
    await counter.until_telegram_is_stuck()
    await counter.bot.kill()
    assert ((await counter.booking()).status, (await counter.payment()).state) == (
        "pending",
        "created",
    )

    await counter.restart_bot()
    await confirm(counter)  # tapped again, on the screen that there still is
    assert await counter.anna.pay() is PaymentOutcome.PAID
    await counter.assert_confirmed_and_paid()


async def test_after_the_invoice_before_it_was_noted(counter: Counter) -> None:
    counter.simulator.fail("sendInvoice", FailureKind.NO_ANSWER, carried_out=True)
    await confirm(counter, wait=False)
    await counter.until_telegram_is_stuck()
    await counter.bot.kill()
    assert (await counter.payment()).state == "created"

    await counter.restart_bot()
    assert await counter.anna.pay() is PaymentOutcome.PAID
    await counter.assert_confirmed_and_paid()


async def test_after_the_check_before_its_answer(counter: Counter) -> None:
    await confirm(counter)
    counter.simulator.fail("answerPreCheckoutQuery", FailureKind.NO_ANSWER)
    checking = await counter.anna.checkout(timeout_s=0.01)
    await counter.until_telegram_is_stuck()
    await counter.bot.kill()
    assert not checking.answered
    assert (await counter.payment()).checked_at is not None

    await counter.restart_bot()
    assert await counter.anna.pay() is PaymentOutcome.PAID  # tried once more
    await counter.assert_confirmed_and_paid()


async def test_after_the_money_came_before_it_was_kept(counter: Counter) -> None:
    await confirm(counter)
    checkout = await counter.anna.checkout()
    async with counter.locked("charges"):
        await counter.anna.complete(checkout, wait=False)
    assert await counter.count("charges") == 0

    await counter.restart_bot()
    await counter.anna.settle()
    await counter.assert_confirmed_and_paid()


async def test_after_it_was_kept_before_it_is_settled(counter: Counter) -> None:
    await confirm(counter)
    checkout = await counter.anna.checkout()
    async with counter.locked("payments"):
        await counter.anna.complete(checkout, wait=False)
    assert await counter.count("charges") == 1
    assert (await counter.booking()).status == "pending"

    await counter.restart_bot()
    await counter.assert_confirmed_and_paid()


async def test_while_it_is_settled(counter: Counter) -> None:
    await confirm(counter)
    checkout = await counter.anna.checkout()
    async with counter.locked("outbox_messages"):  # written last, before the commit
        await counter.anna.complete(checkout, wait=False)
    assert (await counter.booking()).status == "pending"

    await counter.restart_bot()
    await counter.assert_confirmed_and_paid()


async def test_after_it_was_settled_before_the_card_shows_it(counter: Counter) -> None:
    await confirm(counter)
    counter.simulator.fail("editMessageText", FailureKind.NO_ANSWER)
    await counter.anna.pay(wait=False)
    await counter.until_telegram_is_stuck()
    await counter.bot.kill()
    await counter.assert_confirmed_and_paid()
    assert BOOKED not in counter.anna.screen.text

    await counter.restart_bot()
    await counter.clock.move(DELIVERY_TIME)
    await wait_until(lambda: BOOKED in counter.anna.screen.text)
    await counter.assert_confirmed_and_paid()


@pytest.fixture
async def late(counter: Counter) -> Checkout:
    """Anna's money is under way, and the time for it is over: Ben has paid for it."""
    await confirm(counter)
    checkout = await counter.anna.checkout()
    await counter.clock.move(timedelta(minutes=20))
    ben = counter.simulator.add_person(first_name="Ben")
    await ben.start()
    await to_card(ben, at(10), counter.salon.haircut)
    await ben.tap_data(data_of(ConfirmBooking, ben.screen)[0])
    assert await ben.pay() is PaymentOutcome.PAID
    return checkout


async def test_while_late_money_is_settled_whose_time_is_gone(
    counter: Counter, late: Checkout
) -> None:
    async with counter.locked("outbox_messages"):
        await counter.anna.complete(late, wait=False)
    assert (await counter.payment()).state in {"cancelled", "failed"}

    await counter.restart_bot()
    assert await counter.outcomes() == ["confirmed", "offered"]
    assert ((await counter.booking()).status, (await counter.payment()).state) == (
        "expired",
        "refund_due",
    )
    assert await counter.told("payment_late_offer") == 1


async def test_while_another_time_is_taken_for_late_money(counter: Counter, late: Checkout) -> None:
    await counter.anna.complete(late)
    wanted = data_of(TakeOtherTimeTap, counter.anna.screen)[0]
    async with counter.locked("outbox_messages"):
        await counter.anna.tap_data(wanted, wait=False)
    assert ((await counter.booking()).status, (await counter.payment()).state) == (
        "expired",
        "refund_due",
    )

    await counter.restart_bot()
    await counter.anna.tap_data(wanted)  # tapped again, on the screen that there still is
    assert ((await counter.booking()).status, (await counter.payment()).state) == (
        "confirmed",
        "paid",
    )
    assert (await counter.payment()).refund_at is None


async def test_while_money_that_does_not_fit_is_raised_to_the_admins(counter: Counter) -> None:
    await confirm(counter)
    checkout = await counter.anna.checkout()
    await counter.database.execute(tables.payments.update().values(amount_minor=1))
    async with counter.locked("outbox_messages"):
        await counter.anna.complete(checkout, wait=False)
    assert await counter.told("payment_unmatched") == 0

    await counter.restart_bot()
    assert await counter.outcomes() == ["wrong_amount"]
    assert await counter.told("payment_unmatched") == 1
    assert ((await counter.booking()).status, (await counter.payment()).state) == (
        "pending",
        "invoiced",
    )


@pytest.fixture
async def pushed(counter: Counter) -> Counter:
    """The same, with a bot to which Telegram pushes what happens."""
    await counter.bot.kill()
    await counter.bot.listen()
    return counter


@pytest.mark.parametrize("table", ["charges", "payments", "outbox_messages"])
async def test_with_a_webhook(pushed: Counter, table: str) -> None:
    """Killed before the money is kept, before it is settled, and while it is."""
    await confirm(pushed)
    checkout = await pushed.anna.checkout()
    async with pushed.locked(table):
        await pushed.anna.complete(checkout, wait=False)
        if table != "charges":
            await pushed.until_money_is_stored()
    assert await pushed.count("charges") == (table != "charges")
    assert (await pushed.booking()).status == "pending"

    await pushed.restart_bot()
    await pushed.assert_confirmed_and_paid()


@pytest.fixture
async def owing(shop: Counter) -> Counter:
    """Anna paid in stars, and cancelled in time: the money is to go back, by the job's hand."""
    await shop.database.execute(tables.locations.update().values(currency="XTR"))
    await choose(shop)
    await confirm(shop)
    assert await shop.anna.pay() is PaymentOutcome.PAID
    await tap(shop.anna, AskCancel)
    await tap(shop.anna, CancelVisitTap)
    assert (await shop.payment()).state == "refund_due"
    await shop.bot.kill()  # and nobody but the job is there to hear of the refund
    return shop


@pytest.mark.parametrize("carried_out", [False, True], ids=["before", "after"])
async def test_around_the_refund(owing: Counter, *, carried_out: bool) -> None:
    owing.simulator.fail("refundStarPayment", FailureKind.NO_ANSWER, carried_out=carried_out)
    job = owing.start_job()
    await owing.until_telegram_is_stuck()
    await job.kill()
    assert (await owing.payment()).state == "refund_due"
    assert [charge.refunded_at is not None for charge in owing.anna.charges] == [carried_out]

    await owing.clock.move(timedelta(hours=1))
    assert await owing.start_job().wait() == 0
    assert (await owing.payment()).state == "refunded"
    assert (await owing.booking()).status == "cancelled"
    assert [charge.refunded_at is not None for charge in owing.anna.charges] == [True]
