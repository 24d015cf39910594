"""Many processes that touch one payment at once, each on a connection of its own."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.catalog.deposit import DepositRule
from domain.checkout.settle_charges import Settlement
from domain.outbox.message import MessageKind
from domain.payments.errors import HoldOverError, NothingToRefundError
from domain.payments.model import ChargeKind, Outcome, PaymentState
from domain.shared.errors import RetryableError
from domain.shared.time import utc_day
from domain.visit.errors import SlotTakenError
from domain.visit.model import OCCUPYING, BookingStatus, Visit
from domain.visit.policies import TooManyVisitsDenial
from infra.db.session import create_engine
from infra.db.tables import booking_items, bookings, payment_events
from tests.conftest import PATIENT_MS
from tests.domain.checkout.deposit_shop import TEN_MINUTES, DepositShop
from tests.support.database import DatabaseFactory, at
from tests.support.payment_services import paid
from tests.support.services import Services, choice_of

CROWD = 12
ROUNDS = 8
_SOMEBODY_WAITS = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """A connection for everybody, and patience."""
    engine = create_engine(
        database_url,
        pool_size=2 * CROWD,
        lock_timeout_ms=PATIENT_MS,
        statement_timeout_ms=PATIENT_MS,
    )
    yield engine
    await engine.dispose()


async def deadlocks(database: DatabaseFactory) -> int:
    await database.value(text("SELECT pg_stat_force_next_flush()"))
    query = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    return int(await database.value(query))


async def at_once(*acts: Awaitable[object]) -> Sequence[object]:
    """Do all of it at the same time; what is refused is part of the answer."""
    ends = await asyncio.gather(*acts, return_exceptions=True)
    allowed = (SlotTakenError, HoldOverError, NothingToRefundError, RetryableError)
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, allowed):
            raise end
    return ends


async def test_many_settle_one_charge_and_it_has_one_effect(deposit_shop: DepositShop) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    charge = paid(await deposit_shop.payment(hold), deposit_shop.telegram_ids[ann.user_id])
    payment_services_of_workers = [deposit_shop.open_payment_services() for _ in range(CROWD)]
    await asyncio.gather(
        *(payment_services.store(charge) for payment_services in payment_services_of_workers)
    )

    job = asyncio.ensure_future(deposit_shop.open_payment_services().settle())
    settled = await asyncio.gather(
        *(c.settle_one(charge.charge_ref, ChargeKind.PAID) for c in payment_services_of_workers)
    )
    await job

    assert set(settled) == {Settlement(Outcome.CONFIRMED, hold)}
    assert await deposit_shop.ways(hold) == ["created", "invoiced", "paid"]
    assert len(await deposit_shop.told(MessageKind.BOOKING_MADE)) == 1


async def test_of_many_charges_of_one_payment_one_pays_and_all_others_go_back(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    payment, payer = await deposit_shop.payment(hold), deposit_shop.telegram_ids[ann.user_id]
    await deposit_shop.payment_services.store(*(paid(payment, payer) for _ in range(CROWD)))

    await asyncio.gather(*(deposit_shop.open_payment_services().settle() for _ in range(CROWD)))
    await deposit_shop.payment_services.settle()

    assert Counter(await deposit_shop.outcomes()) == {
        Outcome.CONFIRMED: 1,
        Outcome.PAID_TWICE: CROWD - 1,
    }
    assert Counter(await deposit_shop.states(hold)) == {
        PaymentState.PAID: 1,
        PaymentState.REFUND_DUE: CROWD - 1,
    }
    await asyncio.gather(*(deposit_shop.open_payment_services().return_money() for _ in range(4)))
    assert len(deposit_shop.fake_provider.refunds) == len(
        {charge for charge, *_ in deposit_shop.fake_provider.refunds}
    )
    assert len(deposit_shop.fake_provider.refunds) == CROWD - 1


async def test_pay_against_expiry_against_another_hold_leaves_the_time_to_one(
    deposit_shop: DepositShop,
) -> None:
    """Bob's hold may win or lose; Ann's money stands for a visit, or is owed to her."""
    winners = Counter[str]()
    for number in range(ROUNDS):
        noon = at(12, day=number % 5)
        ann, bob = await deposit_shop.meet(), await deposit_shop.meet("Bob")
        hold = await deposit_shop.hold(ann, noon)
        payment = await deposit_shop.payment(hold)
        charge = paid(payment, deposit_shop.telegram_ids[ann.user_id])
        await deposit_shop.payment_services.store(charge)
        deposit_shop.pass_(TEN_MINUTES)

        await at_once(
            deposit_shop.open_payment_services().settle(),
            deposit_shop.open_services().release_holds(),
            deposit_shop.open_services().book(
                bob, deposit_shop.shop, choice_of(deposit_shop.cut), noon
            ),
            deposit_shop.open_payment_services().settle(),
            deposit_shop.open_payment_services().check(
                deposit_shop.telegram_ids[ann.user_id], payment.payload
            ),
        )
        await deposit_shop.payment_services.settle()

        status, (state,) = await deposit_shop.status(hold), await deposit_shop.states(hold)
        stands = status is BookingStatus.CONFIRMED
        assert (stands, state) in {(True, PaymentState.PAID), (False, PaymentState.REFUND_DUE)}
        rows = await deposit_shop.database.rows(
            select(booking_items.c.booking_id).where(
                booking_items.c.start_at == noon, booking_items.c.status.in_(OCCUPYING)
            )
        )
        assert [(hold,)] == rows if stands else len(rows) == 1
        winners["ann" if stands else "bob"] += 1
        await deposit_shop.database.execute(text("DELETE FROM booking_items"))

    assert await deadlocks(deposit_shop.database) == 0
    assert winners.total() == ROUNDS


async def test_late_money_against_a_move_and_a_second_charge_never_deadlocks(
    deposit_shop: DepositShop,
) -> None:
    """All of it wants the days of one master, and the rows of one booking."""
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    payment, payer = await deposit_shop.payment(hold), deposit_shop.telegram_ids[ann.user_id]
    deposit_shop.pass_(TEN_MINUTES)
    await deposit_shop.services.release_holds()
    await deposit_shop.payment_services.store(paid(payment, payer), paid(payment, payer))

    async def move_once_it_stands() -> None:
        while await deposit_shop.status(hold) is not BookingStatus.CONFIRMED:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)
        await deposit_shop.open_services().move(ann, hold, at(15))

    await at_once(
        *(deposit_shop.open_payment_services().settle() for _ in range(CROWD)),
        move_once_it_stands(),
    )

    visit = await deposit_shop.services.visit(hold)
    assert (visit.status, visit.starts_at) == (BookingStatus.CONFIRMED, at(15))
    assert await deposit_shop.states(hold) == [PaymentState.PAID, PaymentState.REFUND_DUE]
    assert await deadlocks(deposit_shop.database) == 0


async def test_money_is_either_sent_back_or_taken_for_another_time_never_both(
    deposit_shop: DepositShop,
) -> None:
    for number in range(ROUNDS):
        noon, three = at(12, day=number % 5), at(15, day=number % 5)
        ann, bob = await deposit_shop.meet(), await deposit_shop.meet("Bob")
        visit = await deposit_shop.hold(ann, noon)
        deposit_shop.pass_(TEN_MINUTES)
        await deposit_shop.services.release_holds()
        await deposit_shop.services.book(bob, deposit_shop.shop, choice_of(deposit_shop.cut), noon)
        await deposit_shop.pay(ann, visit)
        payment = await deposit_shop.payment(visit)
        sent_before = len(deposit_shop.fake_provider.refunds)

        await at_once(
            deposit_shop.open_payment_services().take_other_time(ann, payment.id, three),
            deposit_shop.open_payment_services().ask_back(ann, payment.id),
            deposit_shop.open_payment_services().return_money(),
            deposit_shop.open_payment_services().return_money(),
        )
        await deposit_shop.payment_services.return_money()

        sent = len(deposit_shop.fake_provider.refunds) - sent_before
        stands = await deposit_shop.status(visit) is BookingStatus.CONFIRMED
        expected = (PaymentState.PAID, 0) if stands else (PaymentState.REFUNDED, 1)
        assert ((await deposit_shop.payment(visit)).state, sent) == expected
        await deposit_shop.database.execute(text("DELETE FROM booking_items"))


async def test_who_asked_for_the_money_while_another_time_was_sought_gets_the_money(
    deposit_shop: DepositShop,
) -> None:
    ann, bob = await deposit_shop.meet(), await deposit_shop.meet("Bob")
    visit = await deposit_shop.hold(ann)
    deposit_shop.pass_(TEN_MINUTES)
    await deposit_shop.hold(bob)
    await deposit_shop.pay(ann, visit)
    payment = await deposit_shop.payment(visit)
    busy, seeker = deposit_shop.open_services(), deposit_shop.open_payment_services()

    async with busy.uow:
        await busy.bookings.lock_master_days({(deposit_shop.mia, utc_day(at(15)))})
        seeking = asyncio.ensure_future(seeker.take_other_time(ann, payment.id, at(15)))
        await deposit_shop.database.until_somebody_waits()
        await deposit_shop.payment_services.ask_back(ann, payment.id)

    with pytest.raises(NothingToRefundError):
        await seeking
    assert await deposit_shop.payment_services.return_money() == 1
    assert await deposit_shop.status(visit) is BookingStatus.EXPIRED


async def test_one_client_who_books_in_many_replicas_at_once_gets_no_more_than_the_limit(
    database: DatabaseFactory, engine: AsyncEngine
) -> None:
    deposit_shop = await DepositShop.open(database, deposit=DepositRule(), max_upcoming_bookings=2)
    masters = [
        deposit_shop.mia,
        *[await database.hire(deposit_shop.shop, deposit_shop.cut) for _ in range(5)],
    ]
    ann = await deposit_shop.meet()

    async def book(number: int) -> bool:
        services = Services(engine, database.clock)
        choice = choice_of(deposit_shop.cut, master_id=masters[number])
        try:
            await services.book(ann, deposit_shop.shop, choice, at(9 + number))
        except TooManyVisitsDenial:
            return False
        return True

    assert sum(await asyncio.gather(*map(book, range(6)))) == 2


async def test_the_history_of_a_payment_that_many_touched_is_one_chain(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    charge = paid(await deposit_shop.payment(hold), deposit_shop.telegram_ids[ann.user_id])
    await deposit_shop.payment_services.store(charge)
    deposit_shop.pass_(TEN_MINUTES)

    await at_once(
        *(deposit_shop.open_payment_services().settle() for _ in range(4)),
        *(deposit_shop.open_services().release_holds() for _ in range(4)),
    )
    await deposit_shop.payment_services.settle()

    lines = await deposit_shop.database.rows(
        select(payment_events.c.from_state, payment_events.c.to_state).order_by(payment_events.c.id)
    )
    assert [line.from_state for line in lines] == [None, *(line.to_state for line in lines[:-1])]
    assert lines[-1].to_state == PaymentState.PAID


async def test_who_waits_for_a_visit_that_is_moved_reads_its_new_time(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    visit = await deposit_shop.hold(ann)
    await deposit_shop.pay(ann, visit)
    services = deposit_shop.open_services()

    async def read() -> Visit | None:
        async with services.uow:
            return await services.visits.get_visit(visit, for_update=True)

    async with deposit_shop.database.engine.connect() as mover:
        await mover.execute(update(bookings).values(version=bookings.c.version + 1))
        reading = asyncio.ensure_future(read())
        while not await deposit_shop.database.value(_SOMEBODY_WAITS):
            pass
        times = (booking_items.c[name] for name in ("start_at", "end_at", "blocked_until"))
        later = {time: time + timedelta(hours=1) for time in times}
        await mover.execute(update(booking_items).values(later))
        await mover.commit()

    seen = await reading
    assert seen is not None
    assert seen.starts_at == at(13)
