"""One wish, told again by a client who saw no answer: it has become a visit, whatever is so now."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId
from domain.visit.errors import AlreadyBookedError, SlotTakenError
from infra.db.tables import bookings, locations, masters
from infra.db.tables import services as service_table
from tests.support.database import DatabaseFactory, at
from tests.support.services import choice_of

DEARER_MINOR = 5000


class Wish:
    """A haircut at ten, by any master, that has become a visit already."""

    def __init__(
        self,
        database: DatabaseFactory,
        shop: LocationId,
        cut: ServiceId,
        mia: MasterId,
        ann: Identity,
    ) -> None:
        self.database = database
        self.shop = shop
        self.cut = cut
        self.mia = mia
        self.ann = ann
        self.key: UUID = uuid4()

    async def send(self, client: Identity | None = None, hour: int = 10) -> BookingId:
        services = self.database.services()
        return await services.book(
            client or self.ann, self.shop, choice_of(self.cut), at(hour), request_key=self.key
        )

    async def visits(self) -> list[BookingId]:
        return [id_ for (id_,) in await self.database.rows(select(bookings.c.id))]


@pytest.fixture
async def wish(database: DatabaseFactory) -> Wish:
    shop = await database.open_location()
    cut = await database.sell(shop)
    mia = await database.hire(shop, cut)
    return Wish(database, shop, cut, mia, await database.meet())


async def test_within_the_lead_time_by_now(wish: Wish) -> None:
    first = await wish.send()
    wish.database.clock.moment = at(9, 30)

    assert await wish.send() == first
    assert await wish.visits() == [first]


async def test_after_the_visit_has_begun(wish: Wish) -> None:
    first = await wish.send()
    wish.database.clock.moment = at(10, 30)

    assert await wish.send() == first


async def test_with_any_master_where_the_second_would_be_dearer(wish: Wish) -> None:
    first = await wish.send()
    leo = await wish.database.hire(wish.shop, name="Leo")
    await wish.database.teach(leo, wish.cut, price_minor=DEARER_MINOR)

    assert await wish.send() == first
    assert await wish.visits() == [first]


async def test_during_maintenance(wish: Wish) -> None:
    first = await wish.send()
    await wish.database.change_policies(wish.shop, is_in_maintenance=True)

    assert await wish.send() == first


async def test_after_the_client_was_blocked(wish: Wish) -> None:
    first = await wish.send()

    assert await wish.send(replace(wish.ann, is_blocked=True)) == first
    assert await wish.visits() == [first]


async def test_after_what_was_booked_was_switched_off(wish: Wish) -> None:
    first = await wish.send()

    for table, id_ in ((masters, wish.mia), (service_table, wish.cut), (locations, wish.shop)):
        await wish.database.change(table, id_, is_active=False)
        assert await wish.send() == first


async def test_after_the_visit_was_cancelled_it_is_not_booked_anew(wish: Wish) -> None:
    first = await wish.send()
    await wish.database.services().cancel(wish.ann, first)

    assert await wish.send() == first
    assert await wish.visits() == [first]


@pytest.mark.parametrize(("hour", "refusal"), [(10, SlotTakenError), (12, AlreadyBookedError)])
async def test_the_key_of_another_client_leads_to_no_visit(
    wish: Wish, hour: int, refusal: type[Exception]
) -> None:
    first = await wish.send()
    bob = await wish.database.meet("Bob")

    with pytest.raises(refusal):
        await wish.send(bob, hour)

    assert await wish.visits() == [first]
