"""A hold that has run out stands no longer, whether or not anybody wrote it down."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, ServiceId
from domain.visit.card import VisitCard
from domain.visit.errors import VisitNotActiveError
from domain.visit.model import BookingStatus, Visit
from domain.visit_queries.get_visit import GetVisit
from domain.visit_queries.list_visits import ListVisits
from infra.db.tables import bookings
from tests.support.database import NOW, DatabaseFactory, at
from tests.support.services import choice_of

TEN_MINUTES = timedelta(minutes=10)


class Holder:
    """Ann, whose visit at noon waits for her money for ten minutes."""

    def __init__(
        self,
        database: DatabaseFactory,
        shop: LocationId,
        cut: ServiceId,
        ann: Identity,
        hold: BookingId,
    ) -> None:
        self.database = database
        self.shop = shop
        self.cut = cut
        self.ann = ann
        self.hold = hold

    async def card(self) -> VisitCard:
        services = self.database.services()
        service = services.get(GetVisit)
        return await service.execute(self.ann, self.hold)

    async def listed(self, *, past: bool) -> list[Visit]:
        services = self.database.services()
        service = services.get(ListVisits)
        return list((await service.execute(self.ann, 0, past=past)).visits)

    async def written(self) -> BookingStatus:
        query = select(bookings.c.status).where(bookings.c.id == self.hold)
        return BookingStatus(await self.database.value(query))


@pytest.fixture
async def holder(database: DatabaseFactory) -> Holder:
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    ann = await database.meet()
    hold = await database.services().book(ann, shop, choice_of(cut), at(12))
    await database.turn_into_hold(hold, NOW + TEN_MINUTES)
    return Holder(database, shop, cut, ann, hold)


async def test_until_its_time_runs_out_a_hold_is_coming(holder: Holder) -> None:
    holder.database.clock.moment = NOW + TEN_MINUTES - timedelta.resolution

    card = await holder.card()

    assert (card.visit.status, card.is_coming) == (BookingStatus.PENDING, True)
    assert await holder.listed(past=False) == [card.visit]
    assert await holder.listed(past=True) == []


async def test_from_that_moment_on_it_is_shown_as_expired(holder: Holder) -> None:
    holder.database.clock.moment = NOW + TEN_MINUTES

    card = await holder.card()

    assert (card.visit.status, card.is_coming) == (BookingStatus.EXPIRED, False)
    assert await holder.listed(past=False) == []
    assert [visit.status for visit in await holder.listed(past=True)] == [BookingStatus.EXPIRED]
    assert await holder.written() == BookingStatus.PENDING  # reading writes nothing


async def test_it_cannot_be_cancelled_any_more(holder: Holder) -> None:
    holder.database.clock.moment = NOW + TEN_MINUTES

    with pytest.raises(VisitNotActiveError):
        await holder.database.services().cancel(holder.ann, holder.hold)

    assert await holder.written() == BookingStatus.PENDING


async def test_a_hold_that_stands_can_be_cancelled(holder: Holder) -> None:
    await holder.database.services().cancel(holder.ann, holder.hold)

    assert await holder.written() == BookingStatus.CANCELLED


@pytest.mark.parametrize(
    ("passed", "status"),
    [(timedelta(), BookingStatus.PENDING), (TEN_MINUTES, BookingStatus.EXPIRED)],
    ids=["a hold that stands", "a hold that has run out"],
)
async def test_to_move_another_visit_releases_no_hold_that_stands(
    database: DatabaseFactory, passed: timedelta, status: BookingStatus
) -> None:
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    ann, services = await database.meet(), database.services()
    visit = await services.book(ann, shop, choice_of(cut), at(10))
    hold = await services.book(ann, shop, choice_of(cut), at(12))
    await database.turn_into_hold(hold, NOW + TEN_MINUTES)
    database.clock.moment = NOW + passed

    await services.move(ann, visit, at(15))

    assert await Holder(database, shop, cut, ann, hold).written() == status
