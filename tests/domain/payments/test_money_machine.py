"""Clients, Telegram, jobs and the clock in any order: no money is ever without an owner."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

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
from sqlalchemy import text

from domain.payments.model import Charge
from domain.shared.errors import DomainError
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, PaymentId, UserId
from infra.db.tables import metadata
from tests.cashier import paid, refunded
from tests.desk import choice_of
from tests.domain.payments.ledger import Ledger
from tests.domain.payments.parlour import Parlour
from tests.workshop import NOW, Workshop, at

T = TypeVar("T")

ADMIN = Identity(UserId(0), frozenset({Role.CLIENT, Role.ADMIN}))
HOURS = st.sampled_from((10, 12, 14))
WHO = st.integers(0, 2)
WHICH = st.integers(0, 5)
TUESDAY = 1


class MoneyMachine(RuleBasedStateMachine):
    """Three clients, one master with three times, a till, and jobs that run when they like."""

    workshop: Workshop
    loop: asyncio.AbstractEventLoop

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        """Do something in the loop that owns the connections."""
        return asyncio.run_coroutine_threadsafe(act, self.loop).result()

    def attempt(self, act: Coroutine[Any, Any, object]) -> None:
        """Do something that may be refused, in the business's own words."""
        try:
            self.run(act)
        except DomainError:
            return

    @initialize()
    def open(self) -> None:
        """Open the shop."""
        self.run(self._open())

    async def _open(self) -> None:
        names = ", ".join(table.name for table in metadata.sorted_tables)
        await self.workshop.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        self.workshop.clock.moment = NOW
        self.parlour = await Parlour.open(self.workshop)
        self.clients = [await self.parlour.meet(name) for name in ("Ann", "Bob", "Eve")]
        self.ledger = Ledger(self.workshop)
        self.holds: list[tuple[Identity, BookingId]] = []
        self.charges: list[Charge] = []

    def visit(self, which: int) -> tuple[Identity, BookingId]:
        """Return one of the latest visits and its client."""
        return self.holds[-1 - which % len(self.holds)]

    def payment_id(self, booking_id: BookingId) -> PaymentId:
        """Return the first payment of a booking."""
        return self.run(self.parlour.payment(booking_id)).id

    has_holds = precondition(lambda self: bool(self.holds))
    has_charges = precondition(lambda self: bool(self.charges))

    @rule(who=WHO, hour=HOURS)
    def book(self, who: int, hour: int) -> None:
        self.attempt(self._book(self.clients[who], hour))

    async def _book(self, client: Identity, hour: int) -> None:
        parlour, start_at = self.parlour, at(hour, day=TUESDAY)
        hold = await parlour.desk.book(client, parlour.shop, choice_of(parlour.cut), start_at)
        self.holds.append((client, hold))
        await parlour.cashier.request(client, hold)

    @rule(minutes=st.sampled_from((1, 9, 10, 61)))
    def pass_time(self, minutes: int) -> None:
        self.parlour.pass_(timedelta(minutes=minutes))

    @rule()
    def release_holds(self) -> None:
        self.run(self.parlour.desk.release_holds())

    @has_holds
    @rule(which=WHICH)
    def check(self, which: int) -> None:
        client, hold = self.visit(which)
        payment = self.run(self.parlour.payment(hold))
        payer = self.parlour.telegram_ids[client.user_id]
        self.attempt(self.parlour.cashier.check(payer, payment.payload))

    @has_holds
    @rule(which=WHICH, is_settled=st.booleans())
    def pay(self, which: int, *, is_settled: bool) -> None:
        client, hold = self.visit(which)
        payment = self.run(self.parlour.payment(hold))
        charge = paid(payment, self.parlour.telegram_ids[client.user_id])
        self.charges.append(charge)
        self.run(self.parlour.cashier.keep(charge))
        if is_settled:
            self.run(self.parlour.cashier.settle())

    @has_charges
    @rule(which=WHICH)
    def report_again(self, which: int) -> None:
        self.run(self.parlour.cashier.keep(self.charges[-1 - which % len(self.charges)]))

    @has_holds
    @rule(which=WHICH, who=WHO, amount_minor=st.sampled_from((1000, 999, -1, 10**20)))
    def forge(self, which: int, who: int, amount_minor: int) -> None:
        """Say that somebody paid something; by chance it may even be true."""
        _, hold = self.visit(which)
        payer = self.parlour.telegram_ids[self.clients[who].user_id]
        payment = self.run(self.parlour.payment(hold))
        self.run(self.parlour.cashier.keep(paid(payment, payer, amount_minor=amount_minor)))

    @rule()
    def settle(self) -> None:
        self.run(self.parlour.cashier.settle())

    @has_holds
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        self.attempt(self.parlour.desk.cancel(*self.visit(which)))

    @has_holds
    @rule(which=WHICH, hour=HOURS)
    def move(self, which: int, hour: int) -> None:
        self.attempt(self.parlour.desk.move(*self.visit(which), at(hour, day=TUESDAY)))

    @has_holds
    @rule(which=WHICH, hour=HOURS)
    def take_other_time(self, which: int, hour: int) -> None:
        client, hold = self.visit(which)
        payment_id, start_at = self.payment_id(hold), at(hour, day=TUESDAY)
        self.attempt(self.parlour.cashier.take_other_time(client, payment_id, start_at))

    @has_holds
    @rule(which=WHICH)
    def ask_back(self, which: int) -> None:
        client, hold = self.visit(which)
        self.attempt(self.parlour.cashier.ask_back(client, self.payment_id(hold)))

    @rule()
    def return_money(self) -> None:
        self.run(self.parlour.cashier.return_money())

    @has_holds
    @rule(which=WHICH)
    def mark_refunded(self, which: int) -> None:
        _, hold = self.visit(which)
        self.attempt(self.parlour.cashier.mark_refunded(ADMIN, self.payment_id(hold)))

    @has_charges
    @rule(which=WHICH)
    def refund_at_provider(self, which: int) -> None:
        charge = self.charges[-1 - which % len(self.charges)]
        self.run(self.parlour.cashier.keep(refunded(charge)))

    @rule(is_away=st.booleans(), can_refund=st.booleans())
    def change_provider(self, *, is_away: bool, can_refund: bool) -> None:
        self.parlour.till.is_away, self.parlour.till.can_refund = is_away, can_refund

    @rule()
    def restart(self) -> None:
        self.parlour.restart()

    @invariant()
    def every_law_holds(self) -> None:
        if hasattr(self, "ledger"):
            self.run(self.ledger.check())


async def test_no_money_is_ever_without_an_owner(workshop: Workshop) -> None:
    class Machine(MoneyMachine):
        pass

    Machine.workshop, Machine.loop = workshop, asyncio.get_running_loop()
    bounds = settings(
        max_examples=25,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, Machine, settings=bounds)
