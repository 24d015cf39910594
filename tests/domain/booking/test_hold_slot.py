from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from domain.availability.policies import MaintenanceDenial, TooFarDenial, TooSoonDenial
from domain.booking.hold_slot import MAX_NOTE_LENGTH
from domain.catalog.errors import (
    LocationNotFoundError,
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.schedule.model import Hours
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId
from domain.shared.money import Money
from domain.visit.errors import PriceChangedError, SlotTakenError
from domain.visit.model import BookingStatus
from domain.visit.policies import ClientBlockedDenial
from infra.db.tables import bookings, locations, masters, outbox_messages
from infra.db.tables import services as service_table
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.services import choice_of

MONDAY = date(2030, 3, 4)


class Shop:
    """One service, one master, one client who wants ten o'clock on Monday."""

    def __init__(
        self,
        database: DatabaseFactory,
        id_: LocationId,
        cut: ServiceId,
        mia: MasterId,
        ann: Identity,
    ) -> None:
        self.database = database
        self.id = id_
        self.cut = cut
        self.mia = mia
        self.ann = ann

    async def book(self, hour: int = 10, **fields: object) -> BookingId:
        services = self.database.services()
        wish = {"client": self.ann, "start_at": at(hour), **fields}
        return await services.book(location_id=self.id, choice=choice_of(self.cut), **wish)  # type: ignore[arg-type]  # the tests' own words

    async def status_of(self, booking_id: BookingId) -> BookingStatus:
        return (await self.database.services().visit(booking_id)).status


@pytest.fixture
async def shop(database: DatabaseFactory) -> Shop:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    mia = await database.hire(id_, cut)
    return Shop(database, id_, cut, mia, await database.meet())


async def test_a_free_slot_becomes_a_confirmed_visit_and_a_message(shop: Shop) -> None:
    booking_id = await shop.book(note="window seat")

    visit = await shop.database.services().visit(booking_id)
    assert (visit.status, visit.starts_at) == (BookingStatus.CONFIRMED, at(10))
    assert (visit.note, visit.price) == ("window seat", Money(3000, "EUR"))
    messages = await shop.database.rows(
        select(outbox_messages.c.key, outbox_messages.c.booking_id, outbox_messages.c.due_at).where(
            outbox_messages.c.kind != "reminder"
        )
    )
    assert messages == [(f"booking_made:{booking_id}", booking_id, NOW)]


async def test_who_comes_second_gets_the_nearest_alternatives_of_the_day(shop: Shop) -> None:
    await shop.book()

    with pytest.raises(SlotTakenError) as caught:
        await shop.book(client=await shop.database.meet())

    assert caught.value.alternatives == (at(9), at(11), at(11, 30), at(12), at(12, 30))


async def test_alternatives_go_on_with_the_days_after_a_full_one(shop: Shop) -> None:
    await shop.database.block(shop.mia, at(9), at(15, 30))
    await shop.book(hour=16)

    with pytest.raises(SlotTakenError) as caught:
        await shop.book(hour=16, client=await shop.database.meet())

    assert caught.value.alternatives[0] == at(15, day=1) - timedelta(hours=1)
    assert all(start > at(24) for start in caught.value.alternatives)


async def test_one_wish_told_twice_is_one_visit(shop: Shop) -> None:
    key = uuid4()
    first = await shop.book(request_key=key)

    assert await shop.book(request_key=key) == first
    assert await shop.database.rows(select(bookings.c.id)) == [(first,)]


async def test_one_wish_told_twice_is_one_visit_though_another_master_is_free(shop: Shop) -> None:
    await shop.database.hire(shop.id, shop.cut)
    key = uuid4()
    first = await shop.book(request_key=key)

    assert await shop.book(request_key=key) == first
    assert await shop.database.rows(select(bookings.c.id)) == [(first,)]


async def test_a_long_note_is_cut(shop: Shop) -> None:
    visit = await shop.database.services().visit(await shop.book(note="x" * 10_000))

    assert len(visit.note) == MAX_NOTE_LENGTH


async def test_a_price_that_is_not_what_the_client_saw_stops_the_booking(shop: Shop) -> None:
    await shop.database.change(service_table, shop.cut, price_minor=3500)

    with pytest.raises(PriceChangedError):
        await shop.book(seen_price_minor=3000)

    assert await shop.database.rows(select(bookings.c.id)) == []
    assert await shop.book(seen_price_minor=3500)


class TestPoliciesAtCommit:
    """The list was drawn a while ago; what counts is the rule of this moment."""

    async def test_lead_time(self, shop: Shop) -> None:
        shop.database.clock.moment = at(9, 0) + timedelta.resolution

        with pytest.raises(TooSoonDenial) as caught:
            await shop.book()

        assert caught.value.earliest_at == at(10) + timedelta.resolution

    async def test_a_masters_own_lead_time(self, shop: Shop) -> None:
        await shop.database.change(masters, shop.mia, min_advance_minutes=24 * 60)

        with pytest.raises(TooSoonDenial):
            await shop.book()

    async def test_horizon(self, shop: Shop) -> None:
        await shop.database.change_policies(shop.id, max_advance_days=1)
        assert await shop.book(start_at=at(10, day=1))

        with pytest.raises(TooFarDenial) as caught:
            await shop.book(start_at=at(10, day=2))

        assert caught.value.last_day == date(2030, 3, 5)

    async def test_a_masters_own_horizon(self, shop: Shop) -> None:
        await shop.database.change(masters, shop.mia, max_advance_days=0)

        with pytest.raises(TooFarDenial):
            await shop.book(start_at=at(10, day=1))

    async def test_maintenance(self, shop: Shop) -> None:
        await shop.database.change_policies(
            shop.id, is_in_maintenance=True, maintenance_text="Painting"
        )

        with pytest.raises(MaintenanceDenial) as caught:
            await shop.book()

        assert caught.value.text == "Painting"

    async def test_a_blocked_client(self, shop: Shop) -> None:
        with pytest.raises(ClientBlockedDenial):
            await shop.book(client=replace(shop.ann, is_blocked=True))


class TestThingsThatChangedMeanwhile:
    @pytest.mark.parametrize(
        ("change", "error"),
        [
            (
                lambda s: s.database.change(service_table, s.cut, is_active=False),
                ServiceSwitchedOffError,
            ),
            (lambda s: s.database.change(masters, s.mia, is_active=False), ServiceSwitchedOffError),
            (lambda s: s.database.change(locations, s.id, is_active=False), LocationNotFoundError),
            (lambda s: s.database.close_day(s.mia, MONDAY), SlotTakenError),
            (lambda s: s.database.block(s.mia, at(10, 59), at(12)), SlotTakenError),
            (lambda s: s.database.change_policies(s.id, weekday_hours=None), SlotTakenError),
        ],
    )
    async def test_nothing_is_booked(
        self, shop: Shop, change: Callable[[Shop], Awaitable[None]], error: type[Exception]
    ) -> None:
        await change(shop)

        with pytest.raises(error):
            await shop.book()

        assert await shop.database.rows(select(bookings.c.id)) == []

    async def test_the_chosen_master_was_switched_off_while_others_are_there(
        self, shop: Shop
    ) -> None:
        await shop.database.hire(shop.id, shop.cut)
        await shop.database.change(masters, shop.mia, is_active=False)
        choice = choice_of(shop.cut, master_id=shop.mia)

        with pytest.raises(MasterSwitchedOffError):
            await shop.database.services().book(shop.ann, shop.id, choice, at(10))


class TestForgedWishes:
    async def test_a_service_of_another_location(self, shop: Shop) -> None:
        elsewhere = await shop.database.open_location()

        with pytest.raises(ServiceNotFoundError):
            await shop.database.services().book(shop.ann, elsewhere, choice_of(shop.cut), at(10))

    async def test_a_master_who_does_not_perform_the_service(self, shop: Shop) -> None:
        leo = await shop.database.hire(shop.id)
        choice = choice_of(shop.cut, master_id=leo)

        with pytest.raises(MasterNotFoundError):
            await shop.database.services().book(shop.ann, shop.id, choice, at(10))

    @pytest.mark.parametrize("times", [0, 2])
    async def test_no_service_at_all_or_one_twice(self, shop: Shop, times: int) -> None:
        with pytest.raises(ServiceNotFoundError):
            await shop.database.services().book(
                shop.ann, shop.id, choice_of(*[shop.cut] * times), at(10)
            )

    async def test_a_start_that_was_never_offered(self, shop: Shop) -> None:
        for start_at in (at(10, 7), at(8, day=1), at(16, 30), at(10, day=6)):
            with pytest.raises(SlotTakenError):
                await shop.book(start_at=start_at)


class TestHolds:
    async def test_a_hold_occupies_time_like_any_visit(self, shop: Shop) -> None:
        await shop.database.turn_into_hold(await shop.book(), NOW + timedelta(minutes=10))

        with pytest.raises(SlotTakenError):
            await shop.book(client=await shop.database.meet())

    async def test_a_hold_that_ran_out_is_expired_by_the_next_who_wants_its_time(
        self, shop: Shop
    ) -> None:
        hold = await shop.book()
        await shop.database.turn_into_hold(hold, NOW + timedelta(minutes=10))
        shop.database.clock.advance(minutes=10)

        assert await shop.book(client=await shop.database.meet())
        assert await shop.status_of(hold) == BookingStatus.EXPIRED

    async def test_a_new_visit_releases_the_clients_own_hold(self, shop: Shop) -> None:
        hold = await shop.book()
        await shop.database.turn_into_hold(hold, NOW + timedelta(minutes=10))

        await shop.book(hour=12)

        assert await shop.status_of(hold) == BookingStatus.CANCELLED

    async def test_a_new_visit_may_take_the_very_time_of_the_clients_own_hold(
        self, shop: Shop
    ) -> None:
        hold = await shop.book()
        await shop.database.turn_into_hold(hold, NOW + timedelta(minutes=10))

        assert await shop.book() != hold
        assert await shop.status_of(hold) == BookingStatus.CANCELLED

    async def test_who_does_not_get_the_new_time_keeps_the_hold(self, shop: Shop) -> None:
        await shop.book(hour=12)
        bob = await shop.database.meet("Bob")
        hold = await shop.book(client=bob)
        await shop.database.turn_into_hold(hold, NOW + timedelta(minutes=10))

        with pytest.raises(SlotTakenError):
            await shop.book(hour=12, client=bob)

        assert await shop.status_of(hold) == BookingStatus.PENDING


async def test_the_last_night_of_the_horizon_can_be_booked_after_midnight(
    database: DatabaseFactory,
) -> None:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    await database.hire(id_, cut, default_hours=Hours(time(22), time(4)), max_advance_days=0)
    services = database.services()

    starts = await services.starts(id_, choice_of(cut), MONDAY)
    assert starts[-1] == at(3, day=1)
    assert await services.book(await database.meet(), id_, choice_of(cut), starts[-1])
