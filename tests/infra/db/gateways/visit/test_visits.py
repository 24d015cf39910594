from datetime import timedelta

import pytest

from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, ServiceId
from domain.shared.money import Money
from domain.visit.model import BookingStatus
from infra.db.tables import bookings
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.services import choice_of


class BookingsFixture:
    """One client's visits, an hour each, on one master."""

    def __init__(
        self, database: DatabaseFactory, shop: LocationId, service: ServiceId, ann: Identity
    ) -> None:
        self.database = database
        self.shop = shop
        self.service = service
        self.ann = ann
        self.services = database.services()

    async def book(self, hour: int, day: int = 0) -> BookingId:
        return await self.services.book(
            self.ann, self.shop, choice_of(self.service), at(hour, day=day)
        )

    async def set_status(self, booking_id: BookingId, status: BookingStatus) -> None:
        await self.database.change(bookings, booking_id, status=status)

    async def page(self, *, past: bool, offset: int = 0, limit: int = 10) -> list[BookingId]:
        now = self.database.clock.now()
        async with self.services.uow:
            visits = await self.services.visits.list_visits(
                self.ann.user_id, now, past=past, offset=offset, limit=limit
            )
            count = await self.services.visits.count_visits(self.ann.user_id, now, past=past)
        assert len(visits) == max(0, min(limit, count - offset))
        return [visit.id for visit in visits]


@pytest.fixture
async def diary(database: DatabaseFactory) -> BookingsFixture:
    shop = await database.open_location()
    service = await database.sell(shop)
    await database.hire(shop, service)
    return BookingsFixture(database, shop, service, await database.meet())


async def test_a_visit_is_shown_with_its_names_items_and_price(database: DatabaseFactory) -> None:
    shop = await database.open_location()
    cut = await database.sell(shop, "Cut", price_minor=3000)
    colour = await database.sell(shop, "Colour", price_minor=5000)
    await database.hire(shop, cut, colour, name="Mia")
    ann = await database.meet()
    services = database.services()

    booking_id = await services.book(
        ann, shop, choice_of(colour, cut), at(10), seen_price_minor=8000, note="window seat"
    )

    visit = await services.visit(booking_id)
    assert (visit.client_id, visit.location.id, visit.note) == (ann.user_id, shop, "window seat")
    assert (visit.status, visit.version) == (BookingStatus.CONFIRMED, 1)
    assert visit.price == Money(8000, "EUR")
    assert [(i.service_name.text, i.master_name.text, i.start_at) for i in visit.items] == [
        ("Colour", "Mia", at(10)),
        ("Cut", "Mia", at(11)),
    ]
    assert (visit.starts_at, visit.ends_at) == (at(10), at(12))


async def test_coming_visits_ascend_and_all_others_descend(diary: BookingsFixture) -> None:
    late, early, cancelled = await diary.book(15), await diary.book(10), await diary.book(12)
    missed = await diary.book(14)
    await diary.set_status(cancelled, BookingStatus.CANCELLED)
    await diary.set_status(missed, BookingStatus.NO_SHOW)

    assert await diary.page(past=False) == [early, late]
    assert await diary.page(past=True) == [missed, cancelled]


async def test_a_visit_is_coming_until_it_is_over(diary: BookingsFixture) -> None:
    visit = await diary.book(10)

    diary.database.clock.moment = at(11) - timedelta.resolution
    assert await diary.page(past=False) == [visit]

    diary.database.clock.moment = at(11)
    assert await diary.page(past=True) == [visit]


async def test_a_hold_that_ran_out_is_not_coming_though_nobody_swept_it_up(
    diary: BookingsFixture,
) -> None:
    visit = await diary.book(10)
    await diary.database.turn_into_hold(visit, NOW + timedelta(minutes=10))
    assert await diary.page(past=False) == [visit]

    diary.database.clock.advance(minutes=10)
    assert await diary.page(past=False) == []
    assert await diary.page(past=True) == [visit]


async def test_pages_follow_one_another_without_gap_or_repetition(diary: BookingsFixture) -> None:
    all_visits = [await diary.book(hour) for hour in range(10, 15)]

    pages = [await diary.page(past=False, offset=offset, limit=2) for offset in (0, 2, 4, 6)]

    assert [visit for page in pages for visit in page] == all_visits


async def test_nobody_sees_the_visits_of_others(diary: BookingsFixture) -> None:
    await diary.book(10)
    diary.ann = await diary.database.meet("Bob")

    assert await diary.page(past=False) == []


async def test_a_visit_that_does_not_exist_is_none(diary: BookingsFixture) -> None:
    async with diary.services.uow:
        assert await diary.services.visits.get_visit(BookingId(1)) is None
