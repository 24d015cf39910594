"""Who is asked for how much, and what is held meanwhile."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.catalog.deposit import DepositKind, DepositRule
from domain.outbox.message import MessageKind
from domain.payments.model import PaymentState
from domain.shared.money import Money
from domain.visit.model import BookingStatus
from domain.visit.policies import TooManyVisitsDenial
from infra.db.tables import bookings, payments, users
from infra.db.tables import services as service_table
from tests.domain.checkout.deposit_shop import NOON, TEN_MINUTES, DepositShop
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.fake_provider import FakePaymentProvider
from tests.support.services import Services, choice_of

TEN_EUROS = Money(1000, "EUR")
HALF = DepositRule(DepositKind.PERCENT, 50)


@pytest.fixture
async def deposit_shop(database: DatabaseFactory) -> DepositShop:
    return await DepositShop.open(database)


async def test_where_money_is_due_the_time_is_held_and_a_payment_begins(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()

    hold = await deposit_shop.services.book(
        ann, deposit_shop.shop, choice_of(deposit_shop.cut), NOON
    )

    visit = await deposit_shop.services.visit(hold)
    assert (visit.status, visit.hold_expires_at) == (BookingStatus.PENDING, NOW + TEN_MINUTES)
    assert (visit.deposit, visit.paid) == (TEN_EUROS, None)
    payment = await deposit_shop.payment(hold)
    assert (payment.state, payment.amount) == (PaymentState.CREATED, TEN_EUROS)
    assert await deposit_shop.told(MessageKind.BOOKING_MADE) == []


async def test_the_card_is_refreshed_at_a_few_marks_before_the_hold_ends(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()

    hold = await deposit_shop.hold(ann)

    marks = await deposit_shop.told(MessageKind.CARD_REFRESH)
    assert [(mark.key, mark.due_at) for mark in marks] == [
        (
            f"card_refresh:{hold}:{NOW + TEN_MINUTES:%Y-%m-%dT%H:%M}:{minutes}",
            NOW + TEN_MINUTES - timedelta(minutes=minutes),
        )
        for minutes in (5, 3, 2, 1)
    ]
    assert {(mark.channel, mark.audience, mark.recipient_id) for mark in marks} == {
        ("card", "client", ann.user_id)
    }


async def test_a_short_hold_has_no_marks_before_its_beginning(deposit_shop: DepositShop) -> None:
    rule = DepositRule(DepositKind.FIXED, 1000)
    await deposit_shop.database.change_policies(deposit_shop.shop, deposit=rule, hold_minutes=2)

    hold = await deposit_shop.hold(await deposit_shop.meet())

    (mark,) = await deposit_shop.told(MessageKind.CARD_REFRESH)
    assert (mark.booking_id, mark.due_at) == (hold, NOW + timedelta(minutes=1))


async def test_a_service_asks_by_its_own_rule(deposit_shop: DepositShop) -> None:
    await deposit_shop.database.change(
        service_table, deposit_shop.cut, deposit_kind=HALF.kind, deposit_value=HALF.value
    )
    ann = await deposit_shop.meet()

    preview = await deposit_shop.services.preview(
        deposit_shop.shop, choice_of(deposit_shop.cut), NOON, client=ann
    )
    hold = await deposit_shop.hold(ann)

    assert preview.deposit == (await deposit_shop.payment(hold)).amount == Money(1500, "EUR")


@pytest.mark.parametrize(
    ("missed", "kept_since", "due"), [(2, 0, None), (3, 0, 3000), (3, 2, 3000), (3, 3, None)]
)
async def test_who_missed_visits_pays_more_until_enough_are_kept(
    database: DatabaseFactory, missed: int, kept_since: int, due: int | None
) -> None:
    deposit_shop = await DepositShop.open(
        database,
        deposit=DepositRule(),
        flagged_deposit=DepositRule(DepositKind.FULL),
        no_show_threshold=3,
        kept_visits_to_unflag=3,
    )
    ann = await deposit_shop.meet()
    await database.change(users, ann.user_id, missed_visits=missed, kept_since_missed=kept_since)

    preview = await deposit_shop.services.preview(
        deposit_shop.shop, choice_of(deposit_shop.cut), NOON, client=ann
    )
    booked = await deposit_shop.services.book(
        ann, deposit_shop.shop, choice_of(deposit_shop.cut), NOON
    )

    amount = await database.value(
        select(payments.c.amount_minor).where(payments.c.booking_id == booked)
    )
    assert (amount, preview.deposit) == (due, Money(due, "EUR") if due else None)
    status = BookingStatus.PENDING if due else BookingStatus.CONFIRMED
    assert await deposit_shop.status(booked) is status


async def test_who_takes_money_at_the_venue_only_confirms_at_once(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    services = Services(
        deposit_shop.database.engine,
        deposit_shop.database.clock,
        provider=FakePaymentProvider(takes_deposits=False),
    )

    preview = await services.preview(
        deposit_shop.shop, choice_of(deposit_shop.cut), NOON, client=ann
    )
    booked = await services.book(ann, deposit_shop.shop, choice_of(deposit_shop.cut), NOON)

    assert preview.deposit is None
    assert await deposit_shop.status(booked) is BookingStatus.CONFIRMED


async def test_a_deposit_that_nobody_can_pay_is_none_and_the_admins_learn_it_once(
    deposit_shop: DepositShop,
) -> None:
    ann, ben = await deposit_shop.meet(), await deposit_shop.meet("Ben")
    deposit_shop.use(FakePaymentProvider(least_minor=1001))

    preview = await deposit_shop.services.preview(
        deposit_shop.shop, choice_of(deposit_shop.cut), NOON, client=ann
    )
    booked = [
        await deposit_shop.services.book(
            client, deposit_shop.shop, choice_of(deposit_shop.cut), start_at
        )
        for client, start_at in ((ann, NOON), (ben, at(15)))
    ]

    assert preview.deposit is None
    assert [await deposit_shop.status(one) for one in booked] == [BookingStatus.CONFIRMED] * 2
    (message,) = await deposit_shop.told(MessageKind.DEPOSIT_NOT_TAKEN)
    assert (message.booking_id, message.location_id) == (booked[0], deposit_shop.shop)
    assert message.facts == {"amount_minor": 1000, "currency": "EUR"}


async def test_a_visit_that_is_moved_is_previewed_without_a_second_deposit(
    deposit_shop: DepositShop,
) -> None:
    ann = await deposit_shop.meet()
    hold = await deposit_shop.hold(ann)
    await deposit_shop.pay(ann, hold)

    preview = await deposit_shop.services.preview(
        deposit_shop.shop, choice_of(deposit_shop.cut), at(14), hold, client=ann
    )

    assert preview.deposit is None


async def test_a_client_has_so_many_coming_visits_at_most(database: DatabaseFactory) -> None:
    deposit_shop = await DepositShop.open(database, deposit=DepositRule(), max_upcoming_bookings=2)
    ann = await deposit_shop.meet()
    first, _ = [
        await deposit_shop.services.book(
            ann, deposit_shop.shop, choice_of(deposit_shop.cut), at(hour)
        )
        for hour in (10, 11)
    ]

    with pytest.raises(TooManyVisitsDenial) as caught:
        await deposit_shop.services.book(
            ann, deposit_shop.shop, choice_of(deposit_shop.cut), at(12)
        )

    assert caught.value.max_upcoming == 2
    await deposit_shop.services.move(ann, first, at(13))
    await deposit_shop.services.cancel(ann, first)
    assert await deposit_shop.services.book(
        ann, deposit_shop.shop, choice_of(deposit_shop.cut), at(12)
    )


async def test_a_hold_that_is_replaced_does_not_count(database: DatabaseFactory) -> None:
    deposit_shop = await DepositShop.open(
        database, deposit=DepositRule(DepositKind.FULL), max_upcoming_bookings=1
    )
    ann = await deposit_shop.meet()
    first = await deposit_shop.hold(ann)

    second = await deposit_shop.hold(ann, at(14))

    rows = await database.rows(select(bookings.c.id, bookings.c.status).order_by(bookings.c.id))
    assert rows == [(first, "cancelled"), (second, "pending")]
    assert await deposit_shop.states(first) == [PaymentState.CANCELLED]
