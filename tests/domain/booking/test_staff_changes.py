"""What admins do for clients: they book, move and cancel, by rules of their own."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from domain.availability.list_open_days import ListOpenDays
from domain.availability.list_start_times import ListStartTimes
from domain.availability.model import Terms, VisitWish
from domain.availability.policies import MaintenanceDenial, TooSoonDenial
from domain.catalog.deposit import DepositKind, DepositRule
from domain.outbox.message import MessageKind
from domain.payments.model import PaymentState
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import BookingId
from domain.visit.errors import SlotTakenError, VisitNotActiveError, VisitNotFoundError
from domain.visit.model import BookingStatus
from domain.visit.policies import ClientBlockedDenial, TooManyVisitsDenial
from infra.db.tables import audit_entries, booking_events, bookings, users
from tests.domain.checkout.deposit_shop import DEPOSIT_MINOR, NOON, DepositShop
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.services import choice_of

ADMINS = frozenset({Role.CLIENT, Role.ADMIN})
DEPOSIT = DepositRule(DepositKind.FIXED, DEPOSIT_MINOR)
MADE, MOVED = MessageKind.BOOKING_MADE, MessageKind.BOOKING_MOVED
CANCELLED = MessageKind.BOOKING_CANCELLED


@pytest.fixture
async def deposit_shop(database: DatabaseFactory) -> DepositShop:
    """Haircuts of one master, with a deposit of ten euros."""
    return await DepositShop.open(
        database, cancel_lock_minutes=24 * 60, reschedule_lock_minutes=24 * 60
    )


@pytest.fixture
async def kim(database: DatabaseFactory) -> Identity:
    """An admin."""
    return replace(await database.meet("Kim"), roles=ADMINS)


@pytest.fixture
async def ann(deposit_shop: DepositShop) -> Identity:
    """A client with a chat."""
    return await deposit_shop.meet()


@pytest.fixture
async def phil(database: DatabaseFactory) -> Identity:
    """A client who only phones."""
    client = await database.meet("Phil")
    await database.change(users, client.user_id, telegram_id=None)
    return client


async def book_for(
    deposit_shop: DepositShop,
    admin: Identity,
    client: Identity,
    start_at: datetime = NOON,
    **more: Any,
) -> BookingId:
    """Book a haircut for a client."""
    services = deposit_shop.open_services()
    return await services.book(
        client, deposit_shop.shop, choice_of(deposit_shop.cut), start_at, admin=admin, **more
    )


async def to_client(deposit_shop: DepositShop, kind: MessageKind) -> list[int]:
    """Return to whom messages of a kind go, but for those to the admins."""
    return [row.recipient_id for row in await deposit_shop.told(kind) if row.audience == "client"]


async def acts(deposit_shop: DepositShop) -> list[tuple[int, str, str]]:
    """Return what is kept of what the staff did."""
    rows = await deposit_shop.database.rows(select(audit_entries).order_by(audit_entries.c.id))
    return [(row.actor_id, row.act, row.subject) for row in rows]


async def history(deposit_shop: DepositShop, visit: BookingId) -> list[tuple[str, int, str]]:
    """Return the lines of a visit's history: what it became, by whom, in which role."""
    rows = await deposit_shop.database.rows(
        select(booking_events)
        .where(booking_events.c.booking_id == visit)
        .order_by(booking_events.c.id)
    )
    return [(row.to_status, row.actor_user_id, row.actor_role) for row in rows]


async def paid_visit(deposit_shop: DepositShop, ann: Identity) -> BookingId:
    """Let Ann book and pay in advance."""
    visit = await deposit_shop.hold(ann)
    await deposit_shop.pay(ann, visit)
    return visit


async def test_no_deposit_is_asked_of_whom_the_staff_book_for(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    visit = await book_for(deposit_shop, kim, ann)

    assert await deposit_shop.status(visit) is BookingStatus.CONFIRMED
    assert await deposit_shop.states(visit) == []
    booked = await deposit_shop.database.rows(select(bookings))
    assert [(row.client_id, row.source, row.deposit_minor) for row in booked] == [
        (ann.user_id, "admin", 0)
    ]


async def test_the_client_and_the_admins_are_told_and_the_admin_is_named(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    visit = await book_for(deposit_shop, kim, ann)

    assert await to_client(deposit_shop, MADE) == [ann.user_id]
    assert [row.audience for row in await deposit_shop.told(MADE)] == ["admins", "client"]
    by_kim = (kim.user_id, "admin")
    assert await history(deposit_shop, visit) == [("pending", *by_kim), ("confirmed", *by_kim)]
    assert await acts(deposit_shop) == [(kim.user_id, "booked_for_client", f"booking:{visit}")]


async def test_who_has_no_chat_is_neither_told_nor_reminded(
    deposit_shop: DepositShop, kim: Identity, phil: Identity
) -> None:
    visit = await book_for(deposit_shop, kim, phil, at(12, day=2))
    services = deposit_shop.open_services()
    await services.move(phil, visit, at(14, day=2), admin=kim)
    await services.cancel(phil, visit, admin=kim)

    assert await deposit_shop.told(MessageKind.REMINDER) == []
    for kind in (MADE, MOVED, CANCELLED):
        assert [row.audience for row in await deposit_shop.told(kind)] == ["admins"]
    assert len(await acts(deposit_shop)) == 3


async def test_who_has_a_chat_is_reminded(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    await book_for(deposit_shop, kim, ann, at(12, day=2))
    reminders = await deposit_shop.told(MessageKind.REMINDER)
    assert [row.recipient_id for row in reminders] == [ann.user_id] * 2


async def test_who_walks_in_sits_down_now(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    deposit_shop.database.clock.moment = at(10, 7)

    visit = await book_for(deposit_shop, kim, ann, at(10))

    assert (await deposit_shop.services.visit(visit)).starts_at == at(10)
    assert await deposit_shop.told(MessageKind.REMINDER) == []


async def test_the_staff_book_no_time_that_is_over(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    deposit_shop.database.clock.moment = at(10, 7)
    with pytest.raises(TooSoonDenial):
        await book_for(deposit_shop, kim, ann, at(9, 30))


async def test_the_staff_book_no_visit_that_began_long_ago_whatever_the_grid(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    deposit_shop.database.clock.moment = at(10, 16)
    with pytest.raises(TooSoonDenial):
        await book_for(deposit_shop, kim, ann, at(10))


async def test_the_staff_book_no_short_visit_that_is_over(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    trim = await deposit_shop.database.sell(deposit_shop.shop, "Trim", minutes=10)
    await deposit_shop.database.teach(deposit_shop.mia, trim)
    services, choice = deposit_shop.open_services(), choice_of(trim)
    deposit_shop.database.clock.moment = at(10, 10)
    with pytest.raises(TooSoonDenial):
        await services.book(ann, deposit_shop.shop, choice, at(10), admin=kim)

    deposit_shop.database.clock.moment = at(10, 9)
    assert await services.book(ann, deposit_shop.shop, choice, at(10), admin=kim)


async def test_what_the_staff_are_shown_can_be_booked(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    deposit_shop.database.clock.moment = at(10, 7)
    services, choice = deposit_shop.open_services(), choice_of(deposit_shop.cut)
    day = at(10).date()

    for_client = VisitWish(deposit_shop.shop, choice, Terms(admin=kim))
    shown = await services.get(ListStartTimes).execute(for_client, day)
    days = await services.get(ListOpenDays).execute(for_client)
    to_clients = await services.get(ListStartTimes).execute(
        VisitWish(deposit_shop.shop, choice), day
    )

    assert shown.options[0].start_at == at(10)
    assert days.first_free == day
    assert to_clients.options[0].start_at == at(11, 30)
    for option in (shown.options[0], shown.options[-1]):
        await book_for(deposit_shop, kim, ann, option.start_at)


async def test_a_client_may_have_any_number_of_visits_that_the_staff_book(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    await deposit_shop.database.change_policies(deposit_shop.shop, max_upcoming_bookings=1)
    await book_for(deposit_shop, kim, ann)
    await book_for(deposit_shop, kim, ann, at(14))
    with pytest.raises(TooManyVisitsDenial):
        await deposit_shop.services.book(
            ann, deposit_shop.shop, choice_of(deposit_shop.cut), at(16)
        )


async def test_the_clients_own_hold_of_that_very_time_is_let_go_and_paid_for_no_more(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    hold = await deposit_shop.hold(ann)
    visit = await book_for(deposit_shop, kim, ann)

    assert await deposit_shop.status(visit) is BookingStatus.CONFIRMED
    assert await deposit_shop.status(hold) is BookingStatus.CANCELLED
    assert await deposit_shop.states(hold) == [PaymentState.CANCELLED]
    assert (await history(deposit_shop, hold))[-1] == ("cancelled", kim.user_id, "admin")


async def test_nobody_elses_hold_is_let_go_for_what_the_staff_book(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    hold = await deposit_shop.hold(await deposit_shop.meet())
    with pytest.raises(SlotTakenError):
        await book_for(deposit_shop, kim, ann)
    assert await deposit_shop.status(hold) is BookingStatus.PENDING


async def test_the_clients_own_hold_of_another_time_stays(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    hold = await deposit_shop.hold(ann, at(13))
    await book_for(deposit_shop, kim, ann)
    assert await deposit_shop.status(hold) is BookingStatus.PENDING


async def test_nothing_is_booked_for_a_blocked_client(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    await deposit_shop.database.change(users, ann.user_id, is_blocked=True)
    with pytest.raises(ClientBlockedDenial):
        await book_for(deposit_shop, kim, Identity(ann.user_id))
    assert await acts(deposit_shop) == []


async def test_the_staff_book_nothing_during_maintenance(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    await deposit_shop.database.change_policies(deposit_shop.shop, is_in_maintenance=True)
    with pytest.raises(MaintenanceDenial):
        await book_for(deposit_shop, kim, ann)


async def test_the_same_wish_told_twice_is_one_visit_and_one_message(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    key = uuid4()
    first = await book_for(deposit_shop, kim, ann, request_key=key)
    second = await book_for(deposit_shop, kim, ann, request_key=key)
    assert first == second
    assert await to_client(deposit_shop, MADE) == [ann.user_id]
    assert len(await acts(deposit_shop)) == 1


async def test_of_an_admin_and_a_client_who_want_one_time_one_gets_it(
    deposit_shop: DepositShop, kim: Identity, ann: Identity, phil: Identity
) -> None:
    results = await asyncio.gather(
        book_for(deposit_shop, kim, phil),
        deposit_shop.open_services().book(
            ann, deposit_shop.shop, choice_of(deposit_shop.cut), NOON
        ),
        return_exceptions=True,
    )
    (lost,) = [result for result in results if isinstance(result, SlotTakenError)]
    assert len([result for result in results if isinstance(result, int)]) == 1
    assert {start.date() for start in lost.alternatives} == {NOON.date()}
    assert NOON not in lost.alternatives


async def test_an_admin_who_lost_a_time_is_offered_what_clients_cannot_have(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    deposit_shop.database.clock.moment = at(10, 7)
    await book_for(deposit_shop, kim, ann, at(11))
    with pytest.raises(SlotTakenError) as lost:
        await book_for(deposit_shop, kim, ann, at(11))
    assert at(10) in lost.value.alternatives


@pytest.mark.parametrize("role", [Role.CLIENT, Role.MASTER])
async def test_only_an_admin_acts_for_somebody_else(
    deposit_shop: DepositShop, ann: Identity, role: Role
) -> None:
    mallory = replace(
        await deposit_shop.database.meet("Mallory"), roles=frozenset({Role.CLIENT, role})
    )
    visit = await paid_visit(deposit_shop, ann)
    services = deposit_shop.open_services()
    wish = VisitWish(deposit_shop.shop, choice_of(deposit_shop.cut), Terms(admin=mallory))

    for attempt in (
        book_for(deposit_shop, mallory, ann, at(15)),
        services.move(ann, visit, at(15), admin=mallory),
        services.cancel(ann, visit, admin=mallory),
        services.get(ListStartTimes).execute(wish, NOON.date()),
        services.get(ListOpenDays).execute(wish),
    ):
        with pytest.raises(RoleMissingError):
            await attempt
    assert await deposit_shop.status(visit) is BookingStatus.CONFIRMED
    assert await acts(deposit_shop) == []


async def test_the_staff_move_a_visit_in_its_lock_window_and_its_money_goes_along(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    visit = await paid_visit(deposit_shop, ann)

    await deposit_shop.open_services().move(ann, visit, at(14), admin=kim)

    moved = await deposit_shop.services.visit(visit)
    assert (moved.starts_at, moved.status) == (at(14), BookingStatus.CONFIRMED)
    assert await deposit_shop.states(visit) == [PaymentState.PAID]
    assert await to_client(deposit_shop, MOVED) == [ann.user_id]
    assert (await history(deposit_shop, visit))[-1] == ("confirmed", kim.user_id, "admin")
    assert await acts(deposit_shop) == [(kim.user_id, "visit_moved", f"booking:{visit}")]


async def test_the_staff_move_a_visit_that_has_begun_until_it_ends(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    visit = await book_for(deposit_shop, kim, ann)
    deposit_shop.database.clock.moment = NOON + timedelta(minutes=20)
    await deposit_shop.open_services().move(ann, visit, at(15), admin=kim)
    assert (await deposit_shop.services.visit(visit)).starts_at == at(15)
    deposit_shop.database.clock.moment = at(16)
    with pytest.raises(VisitNotActiveError):
        await deposit_shop.open_services().move(ann, visit, at(16), admin=kim)


async def test_a_move_to_a_taken_time_offers_the_staff_others(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    visit = await book_for(deposit_shop, kim, ann)
    await book_for(deposit_shop, kim, ann, at(14))
    with pytest.raises(SlotTakenError) as lost:
        await deposit_shop.open_services().move(ann, visit, at(14), admin=kim)
    assert lost.value.alternatives
    assert await to_client(deposit_shop, MOVED) == []


async def test_what_the_staff_cancel_late_goes_back_whole_and_is_told_once(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    await deposit_shop.database.change_policies(
        deposit_shop.shop, deposit=DEPOSIT, cancel_lock_minutes=24 * 60, late_cancel_fee_percent=100
    )
    visit = await paid_visit(deposit_shop, ann)

    await deposit_shop.open_services().cancel(ann, visit, "closed", admin=kim)
    with pytest.raises(VisitNotActiveError):
        await deposit_shop.open_services().cancel(ann, visit, "closed", admin=kim)

    payment = await deposit_shop.payment(visit)
    assert payment.state is PaymentState.REFUND_DUE
    assert payment.refund == payment.amount
    assert await to_client(deposit_shop, CANCELLED) == [ann.user_id]
    assert (await history(deposit_shop, visit))[-1] == ("cancelled", kim.user_id, "admin")
    assert await acts(deposit_shop) == [(kim.user_id, "visit_cancelled", f"booking:{visit}")]


async def test_a_hold_is_let_go_by_the_staff_and_its_client_told(
    deposit_shop: DepositShop, kim: Identity, ann: Identity
) -> None:
    hold = await deposit_shop.hold(ann)
    await deposit_shop.open_services().cancel(ann, hold, admin=kim)
    assert await deposit_shop.status(hold) is BookingStatus.CANCELLED
    assert await deposit_shop.states(hold) == [PaymentState.CANCELLED]
    assert await to_client(deposit_shop, CANCELLED) == [ann.user_id]


async def test_a_walk_in_by_mistake_is_cancelled_while_it_lasts(
    deposit_shop: DepositShop, kim: Identity, phil: Identity
) -> None:
    deposit_shop.database.clock.moment = at(10, 7)
    visit = await book_for(deposit_shop, kim, phil, at(10))
    await deposit_shop.open_services().cancel(phil, visit, admin=kim)
    assert await deposit_shop.status(visit) is BookingStatus.CANCELLED


async def test_a_visit_of_somebody_else_is_not_changed_in_a_clients_name(
    deposit_shop: DepositShop, kim: Identity, ann: Identity, phil: Identity
) -> None:
    visit = await book_for(deposit_shop, kim, ann)
    with pytest.raises(VisitNotFoundError):
        await deposit_shop.open_services().cancel(phil, visit, admin=kim)


async def test_what_clients_do_themselves_is_neither_kept_nor_told_to_them(
    deposit_shop: DepositShop, ann: Identity
) -> None:
    deposit_shop.database.clock.moment = NOW
    visit = await paid_visit(deposit_shop, ann)
    await deposit_shop.database.change_policies(
        deposit_shop.shop, cancel_lock_minutes=0, reschedule_lock_minutes=0
    )
    await deposit_shop.services.move(ann, visit, at(15))
    await deposit_shop.services.cancel(ann, visit)
    for kind in (MADE, MOVED, CANCELLED):
        assert await to_client(deposit_shop, kind) == []
    assert await acts(deposit_shop) == []
