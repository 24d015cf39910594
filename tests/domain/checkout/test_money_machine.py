"""Clients, Telegram, jobs and the clock in any order: no money is ever without an owner."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.payments.model import Charge, Payment
from domain.payments.transitions import UndefinedPaymentTransitionError
from domain.shared.errors import DomainError, RetryableError
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, UserId
from domain.visit.transitions import UndefinedTransitionError
from infra.db.tables import metadata
from tests.domain.checkout.deposit_shop import TEN_MINUTES, DepositShop
from tests.domain.checkout.outcome_checks import Ledger
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.payment_services import paid, refunded
from tests.support.services import choice_of

T = TypeVar("T")

DEFECTS = (UndefinedTransitionError, UndefinedPaymentTransitionError, RetryableError)

ADMIN = Identity(UserId(0), frozenset({Role.CLIENT, Role.ADMIN}))
HOURS = st.sampled_from((10, 12, 14))
WHO = st.integers(0, 2)
WHICH = st.sampled_from((0, 0, 0, 1, 2, 5))
TUESDAY = 1
BERLIN = ZoneInfo("Europe/Berlin")


class BrokenOffError(Exception):
    """The process died."""


@contextmanager
def breaking_at(engine: AsyncEngine, statement: int) -> Iterator[None]:
    """Let no more than so many statements through."""
    left = count(statement, -1)

    def ensure_alive(*_of_statement: object) -> None:
        if next(left) <= 0:
            raise BrokenOffError

    event.listen(engine.sync_engine, "before_cursor_execute", ensure_alive)
    try:
        yield
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", ensure_alive)


class MoneyMachine(RuleBasedStateMachine):
    """Three clients, one master with three times, a till, and jobs that run when they like."""

    database: DatabaseFactory
    loop: asyncio.AbstractEventLoop

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        """Do something in the loop that owns the connections."""
        return asyncio.run_coroutine_threadsafe(act, self.loop).result()

    def attempt(self, act: Coroutine[Any, Any, object]) -> None:
        """Do something that may be refused, in the business's own words."""
        try:
            self.run(act)
        except DEFECTS:
            raise
        except DomainError:
            return

    @initialize(who=WHO, hour=HOURS)
    def open(self, who: int, hour: int) -> None:
        """Open the shop, and let somebody hold a time."""
        self.run(self._open())
        self.book(who, hour)

    async def _open(self) -> None:
        tables = reversed(metadata.sorted_tables)
        emptied = "".join(f"DELETE FROM {table.name};" for table in tables)  # noqa: S608 - ours
        await self.database.execute(text(f"DO $$ BEGIN {emptied} END $$"))
        self.database.clock.moment = NOW
        self.deposit_shop = await DepositShop.open(self.database, late_cancel_fee_percent=10)
        self.clients = [await self.deposit_shop.meet(name) for name in ("Ann", "Bob", "Eve")]
        self.ledger = Ledger(self.database)
        self.holds: list[tuple[Identity, BookingId]] = []
        self.charges: list[Charge] = []

    def visit(self, which: int) -> tuple[Identity, BookingId]:
        """Return one of the latest visits and its client."""
        return self.holds[-1 - which % len(self.holds)]

    def payment(self, booking_id: BookingId) -> Payment:
        """Return the first payment of a booking."""
        return self.run(self.deposit_shop.payment(booking_id))

    @rule(who=WHO, hour=HOURS)
    def book(self, who: int, hour: int) -> None:
        self.attempt(self._book(self.clients[who], hour))

    async def _book(self, client: Identity, hour: int) -> None:
        deposit_shop, start_at = self.deposit_shop, at(hour, day=TUESDAY)
        hold = await deposit_shop.services.book(
            client, deposit_shop.shop, choice_of(deposit_shop.cut), start_at
        )
        self.holds.append((client, hold))
        await deposit_shop.payment_services.request(client, hold)

    @rule(which=WHICH, who=WHO, is_paid=st.booleans(), comes_late=st.booleans())
    def lose_time(self, which: int, who: int, *, is_paid: bool, comes_late: bool) -> None:
        """Let a hold run out, and somebody have its time: another client, or the same anew."""
        _, hold = self.visit(which)
        start_at = self.run(self.deposit_shop.services.visit(hold)).starts_at
        self.deposit_shop.pass_(TEN_MINUTES)
        self.run(self.deposit_shop.services.release_holds())
        before = len(self.holds)
        self.book(who, start_at.astimezone(BERLIN).hour)
        if len(self.holds) > before:
            if is_paid:
                self.pay(0, is_settled=True)
            self.holds.insert(0, self.holds.pop())  # so that the loser is the latest
        if comes_late:
            self.pay(0, is_settled=True)

    @rule(which=WHICH, is_settled=st.sampled_from((True, True, False)))
    def pay(self, which: int, *, is_settled: bool) -> None:
        client, hold = self.visit(which)
        charge = paid(self.payment(hold), self.deposit_shop.telegram_ids[client.user_id])
        self.charges.append(charge)
        self.run(self.deposit_shop.payment_services.store(charge))
        if is_settled:
            self.run(self.deposit_shop.payment_services.settle())

    @rule(which=WHICH)
    def check(self, which: int) -> None:
        client, hold = self.visit(which)
        payer, payload = self.deposit_shop.telegram_ids[client.user_id], self.payment(hold).payload
        self.attempt(self.deposit_shop.payment_services.check(payer, payload))

    @rule(which=WHICH, who=WHO, amount_minor=st.sampled_from((1000, 999, -1, 10**20)))
    def forge(self, which: int, who: int, amount_minor: int) -> None:
        """Say that somebody paid something; by chance it may even be true."""
        _, hold = self.visit(which)
        payer = self.deposit_shop.telegram_ids[self.clients[who].user_id]
        forged = paid(self.payment(hold), payer, amount_minor=amount_minor)
        self.run(self.deposit_shop.payment_services.store(forged))

    @precondition(lambda self: bool(self.charges))
    @rule(which=WHICH, is_refund=st.booleans())
    def hear(self, which: int, *, is_refund: bool) -> None:
        """Hear of a payment again, or that it went back at the provider."""
        charge = self.charges[-1 - which % len(self.charges)]
        self.run(
            self.deposit_shop.payment_services.store(refunded(charge) if is_refund else charge)
        )

    @rule(which=WHICH, is_settled_between=st.booleans())
    def hear_refund_first(self, which: int, *, is_settled_between: bool) -> None:
        """Hear that money went back before it is told that it came."""
        client, hold = self.visit(which)
        charge = paid(self.payment(hold), self.deposit_shop.telegram_ids[client.user_id])
        self.charges.append(charge)
        self.run(self.deposit_shop.payment_services.store(refunded(charge)))
        if is_settled_between:
            self.run(self.deposit_shop.payment_services.settle())
        self.run(self.deposit_shop.payment_services.store(charge))
        self.run(self.deposit_shop.payment_services.settle())

    @rule(which=WHICH, amount_minor=st.sampled_from((1, 700, 999)))
    def hear_of_part(self, which: int, amount_minor: int) -> None:
        """Hear that a part of the money went back."""
        payment = self.payment(self.visit(which)[1])
        for charge in self.charges:
            if charge.charge_ref == payment.charge_ref:
                self.run(self.deposit_shop.payment_services.store(refunded(charge, amount_minor)))

    @rule(days=st.sampled_from((1, 2)))
    def skip_days(self, days: int) -> None:
        """Let the visits come near or pass, with nobody at work meanwhile."""
        self.deposit_shop.pass_(timedelta(days=days))

    @rule(statement=st.integers(1, 25), job=st.integers(0, 2))
    def die(self, statement: int, job: int) -> None:
        """Break a job off at one of its statements, as a process does that is killed."""
        payment_services = self.deposit_shop.payment_services
        jobs = (
            self.deposit_shop.services.release_holds,
            payment_services.settle,
            payment_services.return_money,
        )
        with breaking_at(self.database.engine, statement), suppress(BrokenOffError):
            self.run(jobs[job]())
        self.deposit_shop.restart()

    @rule(which=WHICH, hour=HOURS, is_move=st.booleans())
    def change(self, which: int, hour: int, *, is_move: bool) -> None:
        """Move a visit, or cancel it."""
        client, hold = self.visit(which)
        services, start_at = self.deposit_shop.services, at(hour, day=TUESDAY)
        self.attempt(
            services.move(client, hold, start_at) if is_move else services.cancel(client, hold)
        )

    @rule(which=WHICH, hour=HOURS, takes_other=st.booleans())
    def answer(self, which: int, hour: int, *, takes_other: bool) -> None:
        """Take another time for late money, or have it back."""
        client, hold = self.visit(which)
        payment_services, payment_id = self.deposit_shop.payment_services, self.payment(hold).id
        if takes_other:
            start_at = at(hour, day=TUESDAY)
            self.attempt(payment_services.take_other_time(client, payment_id, start_at))
        else:
            self.attempt(payment_services.ask_back(client, payment_id))

    @rule(minutes=st.sampled_from((1, 9, 10, 61, 120)), job=st.integers(0, 2))
    def pass_time(self, minutes: int, job: int) -> None:
        """Let time pass, and one of the jobs run."""
        self.deposit_shop.pass_(timedelta(minutes=minutes))
        payment_services = self.deposit_shop.payment_services
        jobs = (
            self.deposit_shop.services.release_holds,
            payment_services.settle,
            payment_services.return_money,
        )
        self.run(jobs[job]())

    @rule(which=WHICH, is_away=st.booleans(), can_refund=st.booleans())
    def turn(self, which: int, *, is_away: bool, can_refund: bool) -> None:
        """Change what the provider can do, mark money as sent back by hand, and restart."""
        self.deposit_shop.fake_provider.is_away, self.deposit_shop.fake_provider.can_refund = (
            is_away,
            can_refund,
        )
        payment_id = self.payment(self.visit(which)[1]).id
        self.attempt(self.deposit_shop.payment_services.mark_refunded(ADMIN, payment_id))
        self.deposit_shop.restart()

    @invariant()
    def every_law_holds(self) -> None:
        if hasattr(self, "ledger"):
            self.run(self.ledger.check())


@pytest.mark.timeout(400)  # some thousand acts, each on a real database
async def test_no_money_is_ever_without_an_owner(database: DatabaseFactory) -> None:
    class Machine(MoneyMachine):
        pass

    Machine.database, Machine.loop = database, asyncio.get_running_loop()
    bounds = settings(
        max_examples=15,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, Machine, settings=bounds)
