from datetime import timedelta

import pytest

from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, ServiceId
from domain.shared.money import Money
from domain.visit.model import BookingStatus
from infra.db.tables import bookings
from tests.support.database import NOW, Workshop, at
from tests.support.services import choice_of


class Diary:
    """One client's visits, an hour each, on one master."""

    def __init__(
        self, workshop: Workshop, shop: LocationId, service: ServiceId, ann: Identity
    ) -> None:
        self.workshop = workshop
        self.shop = shop
        self.service = service
        self.ann = ann
        self.desk = workshop.desk()

    async def book(self, hour: int, day: int = 0) -> BookingId:
        return await self.desk.book(self.ann, self.shop, choice_of(self.service), at(hour, day=day))

    async def set_status(self, booking_id: BookingId, status: BookingStatus) -> None:
        await self.workshop.change(bookings, booking_id, status=status)

    async def page(self, *, past: bool, offset: int = 0, limit: int = 10) -> list[BookingId]:
        now = self.workshop.clock.now()
        async with self.desk.uow:
            visits = await self.desk.visits.list_visits(
                self.ann.user_id, now, past=past, offset=offset, limit=limit
            )
            count = await self.desk.visits.count_visits(self.ann.user_id, now, past=past)
        assert len(visits) == max(0, min(limit, count - offset))
        return [visit.id for visit in visits]


@pytest.fixture
async def diary(workshop: Workshop) -> Diary:
    shop = await workshop.open_location()
    service = await workshop.sell(shop)
    await workshop.hire(shop, service)
    return Diary(workshop, shop, service, await workshop.meet())


async def test_a_visit_is_shown_with_its_names_items_and_price(workshop: Workshop) -> None:
    shop = await workshop.open_location()
    cut = await workshop.sell(shop, "Cut", price_minor=3000)
    colour = await workshop.sell(shop, "Colour", price_minor=5000)
    await workshop.hire(shop, cut, colour, name="Mia")
    ann = await workshop.meet()
    desk = workshop.desk()

    booking_id = await desk.book(
        ann, shop, choice_of(colour, cut), at(10), seen_price_minor=8000, note="window seat"
    )

    visit = await desk.visit(booking_id)
    assert (visit.client_id, visit.location.id, visit.note) == (ann.user_id, shop, "window seat")
    assert (visit.status, visit.version) == (BookingStatus.CONFIRMED, 1)
    assert visit.price == Money(8000, "EUR")
    assert [(i.service_name.text, i.master_name.text, i.start_at) for i in visit.items] == [
        ("Colour", "Mia", at(10)),
        ("Cut", "Mia", at(11)),
    ]
    assert (visit.starts_at, visit.ends_at) == (at(10), at(12))


async def test_coming_visits_ascend_and_all_others_descend(diary: Diary) -> None:
    late, early, cancelled = await diary.book(15), await diary.book(10), await diary.book(12)
    missed = await diary.book(14)
    await diary.set_status(cancelled, BookingStatus.CANCELLED)
    await diary.set_status(missed, BookingStatus.NO_SHOW)

    assert await diary.page(past=False) == [early, late]
    assert await diary.page(past=True) == [missed, cancelled]


async def test_a_visit_is_coming_until_it_is_over(diary: Diary) -> None:
    visit = await diary.book(10)

    diary.workshop.clock.moment = at(11) - timedelta.resolution
    assert await diary.page(past=False) == [visit]

    diary.workshop.clock.moment = at(11)
    assert await diary.page(past=True) == [visit]


async def test_a_hold_that_ran_out_is_not_coming_though_nobody_swept_it_up(diary: Diary) -> None:
    visit = await diary.book(10)
    await diary.workshop.turn_into_hold(visit, NOW + timedelta(minutes=10))
    assert await diary.page(past=False) == [visit]

    diary.workshop.clock.advance(minutes=10)
    assert await diary.page(past=False) == []
    assert await diary.page(past=True) == [visit]


async def test_pages_follow_one_another_without_gap_or_repetition(diary: Diary) -> None:
    all_visits = [await diary.book(hour) for hour in range(10, 15)]

    pages = [await diary.page(past=False, offset=offset, limit=2) for offset in (0, 2, 4, 6)]

    assert [visit for page in pages for visit in page] == all_visits


async def test_nobody_sees_the_visits_of_others(diary: Diary) -> None:
    await diary.book(10)
    diary.ann = await diary.workshop.meet("Bob")

    assert await diary.page(past=False) == []


async def test_a_visit_that_does_not_exist_is_none(diary: Diary) -> None:
    async with diary.desk.uow:
        assert await diary.desk.visits.get_visit(BookingId(1)) is None
