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
from tests.domain.checkout.deposit_shop import TEN_MINUTES, Parlour
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


async def test_many_settle_one_charge_and_it_has_one_effect(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    charge = paid(await parlour.payment(hold), parlour.telegram_ids[ann.user_id])
    cashiers = [parlour.open_cashier() for _ in range(CROWD)]
    await asyncio.gather(*(payment_services.keep(charge) for payment_services in cashiers))

    job = asyncio.ensure_future(parlour.open_cashier().settle())
    settled = await asyncio.gather(
        *(c.settle_one(charge.charge_ref, ChargeKind.PAID) for c in cashiers)
    )
    await job

    assert set(settled) == {Settlement(Outcome.CONFIRMED, hold)}
    assert await parlour.ways(hold) == ["created", "invoiced", "paid"]
    assert len(await parlour.told(MessageKind.BOOKING_MADE)) == 1


async def test_of_many_charges_of_one_payment_one_pays_and_all_others_go_back(
    parlour: Parlour,
) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    payment, payer = await parlour.payment(hold), parlour.telegram_ids[ann.user_id]
    await parlour.payment_services.keep(*(paid(payment, payer) for _ in range(CROWD)))

    await asyncio.gather(*(parlour.open_cashier().settle() for _ in range(CROWD)))
    await parlour.payment_services.settle()

    assert Counter(await parlour.outcomes()) == {
        Outcome.CONFIRMED: 1,
        Outcome.PAID_TWICE: CROWD - 1,
    }
    assert Counter(await parlour.states(hold)) == {
        PaymentState.PAID: 1,
        PaymentState.REFUND_DUE: CROWD - 1,
    }
    await asyncio.gather(*(parlour.open_cashier().return_money() for _ in range(4)))
    assert len(parlour.till.refunds) == len({charge for charge, *_ in parlour.till.refunds})
    assert len(parlour.till.refunds) == CROWD - 1


async def test_pay_against_expiry_against_another_hold_leaves_the_time_to_one(
    parlour: Parlour,
) -> None:
    """Bob's hold may win or lose; Ann's money stands for a visit, or is owed to her."""
    winners = Counter[str]()
    for number in range(ROUNDS):
        noon = at(12, day=number % 5)
        ann, bob = await parlour.meet(), await parlour.meet("Bob")
        hold = await parlour.hold(ann, noon)
        payment = await parlour.payment(hold)
        charge = paid(payment, parlour.telegram_ids[ann.user_id])
        await parlour.payment_services.keep(charge)
        parlour.pass_(TEN_MINUTES)

        await at_once(
            parlour.open_cashier().settle(),
            parlour.open_desk().release_holds(),
            parlour.open_desk().book(bob, parlour.shop, choice_of(parlour.cut), noon),
            parlour.open_cashier().settle(),
            parlour.open_cashier().check(parlour.telegram_ids[ann.user_id], payment.payload),
        )
        await parlour.payment_services.settle()

        status, (state,) = await parlour.status(hold), await parlour.states(hold)
        stands = status is BookingStatus.CONFIRMED
        assert (stands, state) in {(True, PaymentState.PAID), (False, PaymentState.REFUND_DUE)}
        rows = await parlour.database.rows(
            select(booking_items.c.booking_id).where(
                booking_items.c.start_at == noon, booking_items.c.status.in_(OCCUPYING)
            )
        )
        assert [(hold,)] == rows if stands else len(rows) == 1
        winners["ann" if stands else "bob"] += 1
        await parlour.database.execute(text("DELETE FROM booking_items"))

    assert await deadlocks(parlour.database) == 0
    assert winners.total() == ROUNDS


async def test_late_money_against_a_move_and_a_second_charge_never_deadlocks(
    parlour: Parlour,
) -> None:
    """All of it wants the days of one master, and the rows of one booking."""
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    payment, payer = await parlour.payment(hold), parlour.telegram_ids[ann.user_id]
    parlour.pass_(TEN_MINUTES)
    await parlour.services.release_holds()
    await parlour.payment_services.keep(paid(payment, payer), paid(payment, payer))

    async def move_once_it_stands() -> None:
        while await parlour.status(hold) is not BookingStatus.CONFIRMED:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)
        await parlour.open_desk().move(ann, hold, at(15))

    await at_once(
        *(parlour.open_cashier().settle() for _ in range(CROWD)),
        move_once_it_stands(),
    )

    visit = await parlour.services.visit(hold)
    assert (visit.status, visit.starts_at) == (BookingStatus.CONFIRMED, at(15))
    assert await parlour.states(hold) == [PaymentState.PAID, PaymentState.REFUND_DUE]
    assert await deadlocks(parlour.database) == 0


async def test_money_is_either_sent_back_or_taken_for_another_time_never_both(
    parlour: Parlour,
) -> None:
    for number in range(ROUNDS):
        noon, three = at(12, day=number % 5), at(15, day=number % 5)
        ann, bob = await parlour.meet(), await parlour.meet("Bob")
        visit = await parlour.hold(ann, noon)
        parlour.pass_(TEN_MINUTES)
        await parlour.services.release_holds()
        await parlour.services.book(bob, parlour.shop, choice_of(parlour.cut), noon)
        await parlour.pay(ann, visit)
        payment = await parlour.payment(visit)
        sent_before = len(parlour.till.refunds)

        await at_once(
            parlour.open_cashier().take_other_time(ann, payment.id, three),
            parlour.open_cashier().ask_back(ann, payment.id),
            parlour.open_cashier().return_money(),
            parlour.open_cashier().return_money(),
        )
        await parlour.payment_services.return_money()

        sent = len(parlour.till.refunds) - sent_before
        stands = await parlour.status(visit) is BookingStatus.CONFIRMED
        expected = (PaymentState.PAID, 0) if stands else (PaymentState.REFUNDED, 1)
        assert ((await parlour.payment(visit)).state, sent) == expected
        await parlour.database.execute(text("DELETE FROM booking_items"))


async def test_who_asked_for_the_money_while_another_time_was_sought_gets_the_money(
    parlour: Parlour,
) -> None:
    ann, bob = await parlour.meet(), await parlour.meet("Bob")
    visit = await parlour.hold(ann)
    parlour.pass_(TEN_MINUTES)
    await parlour.hold(bob)
    await parlour.pay(ann, visit)
    payment = await parlour.payment(visit)
    busy, seeker = parlour.open_desk(), parlour.open_cashier()

    async with busy.uow:
        await busy.bookings.lock_master_days({(parlour.mia, utc_day(at(15)))})
        seeking = asyncio.ensure_future(seeker.take_other_time(ann, payment.id, at(15)))
        await parlour.database.until_somebody_waits()
        await parlour.payment_services.ask_back(ann, payment.id)

    with pytest.raises(NothingToRefundError):
        await seeking
    assert await parlour.payment_services.return_money() == 1
    assert await parlour.status(visit) is BookingStatus.EXPIRED


async def test_one_client_who_books_in_many_replicas_at_once_gets_no_more_than_the_limit(
    database: DatabaseFactory, engine: AsyncEngine
) -> None:
    parlour = await Parlour.open(database, deposit=DepositRule(), max_upcoming_bookings=2)
    masters = [parlour.mia, *[await database.hire(parlour.shop, parlour.cut) for _ in range(5)]]
    ann = await parlour.meet()

    async def book(number: int) -> bool:
        services = Services(engine, database.clock)
        choice = choice_of(parlour.cut, master_id=masters[number])
        try:
            await services.book(ann, parlour.shop, choice, at(9 + number))
        except TooManyVisitsDenial:
            return False
        return True

    assert sum(await asyncio.gather(*map(book, range(6)))) == 2


async def test_the_history_of_a_payment_that_many_touched_is_one_chain(parlour: Parlour) -> None:
    ann = await parlour.meet()
    hold = await parlour.hold(ann)
    charge = paid(await parlour.payment(hold), parlour.telegram_ids[ann.user_id])
    await parlour.payment_services.keep(charge)
    parlour.pass_(TEN_MINUTES)

    await at_once(
        *(parlour.open_cashier().settle() for _ in range(4)),
        *(parlour.open_desk().release_holds() for _ in range(4)),
    )
    await parlour.payment_services.settle()

    lines = await parlour.database.rows(
        select(payment_events.c.from_state, payment_events.c.to_state).order_by(payment_events.c.id)
    )
    assert [line.from_state for line in lines] == [None, *(line.to_state for line in lines[:-1])]
    assert lines[-1].to_state == PaymentState.PAID


async def test_who_waits_for_a_visit_that_is_moved_reads_its_new_time(parlour: Parlour) -> None:
    ann = await parlour.meet()
    visit = await parlour.hold(ann)
    await parlour.pay(ann, visit)
    services = parlour.open_desk()

    async def read() -> Visit | None:
        async with services.uow:
            return await services.visits.get_visit(visit, for_update=True)

    async with parlour.database.engine.connect() as mover:
        await mover.execute(update(bookings).values(version=bookings.c.version + 1))
        reading = asyncio.ensure_future(read())
        while not await parlour.database.value(_SOMEBODY_WAITS):
            pass
        times = (booking_items.c[name] for name in ("start_at", "end_at", "blocked_until"))
        later = {time: time + timedelta(hours=1) for time in times}
        await mover.execute(update(booking_items).values(later))
        await mover.commit()

    seen = await reading
    assert seen is not None
    assert seen.starts_at == at(13)
