import pytest

from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, ServiceId
from domain.visit.errors import VisitNotFoundError
from domain.visit.policies import TooLateToCancelDenial, TooLateToMoveDenial
from domain.visit_queries.get_visit import GetVisit
from domain.visit_queries.list_visits import PAGE_SIZE, ListVisits, VisitPage
from infra.db.tables import locations
from tests.support.database import DatabaseFactory, at
from tests.support.services import choice_of


@pytest.fixture
async def shop(database: DatabaseFactory) -> tuple[LocationId, ServiceId]:
    shop = await database.open_location()
    cut = await database.sell(shop, minutes=30)
    await database.hire(shop, cut)
    return shop, cut


async def page_of(database: DatabaseFactory, ann: Identity, number: int) -> VisitPage:
    services = database.services()
    return await services.get(ListVisits).execute(ann, number, past=False)


def get_visit(database: DatabaseFactory) -> GetVisit:
    services = database.services()
    return services.get(GetVisit)


async def test_pages_are_numbered_and_one_that_is_not_there_is_the_last(
    database: DatabaseFactory, shop: tuple[LocationId, ServiceId]
) -> None:
    ann = await database.meet()
    assert await page_of(database, ann, 0) == VisitPage((), 0, 1)

    hours = range(9, 9 + PAGE_SIZE + 2)
    for hour in hours:
        await database.services().book(ann, shop[0], choice_of(shop[1]), at(hour))

    first, last = await page_of(database, ann, 0), await page_of(database, ann, 99)
    assert (first.page, first.pages, len(first.visits)) == (0, 2, PAGE_SIZE)
    assert (last.page, last.pages, len(last.visits)) == (1, 2, 2)
    starts = [visit.starts_at for visit in (*first.visits, *last.visits)]
    assert starts == [at(hour) for hour in hours]
    assert (await page_of(database, ann, -1)).page == 0


async def test_a_visit_tells_what_can_still_be_done_about_it(
    database: DatabaseFactory, shop: tuple[LocationId, ServiceId]
) -> None:
    ann = await database.meet()
    booking_id = await database.services().book(ann, shop[0], choice_of(shop[1]), at(12))
    card = await get_visit(database).execute(ann, booking_id)
    assert card.is_coming
    assert (card.move_denial, card.cancel_denial) == (None, None)

    database.clock.moment = at(11)
    card = await get_visit(database).execute(ann, booking_id)
    assert card.is_coming
    assert isinstance(card.move_denial, TooLateToMoveDenial)
    assert isinstance(card.cancel_denial, TooLateToCancelDenial)

    database.clock.moment = at(12)
    assert not (await get_visit(database).execute(ann, booking_id)).is_coming


async def test_a_visit_can_be_read_after_its_location_closed_down(
    database: DatabaseFactory, shop: tuple[LocationId, ServiceId]
) -> None:
    ann = await database.meet()
    booking_id = await database.services().book(ann, shop[0], choice_of(shop[1]), at(12))
    await database.change(locations, shop[0], is_active=False)

    assert (await get_visit(database).execute(ann, booking_id)).visit.id == booking_id


async def test_a_visit_of_somebody_else_looks_like_none(
    database: DatabaseFactory, shop: tuple[LocationId, ServiceId]
) -> None:
    ann, bob = await database.meet("Ann"), await database.meet("Bob")
    booking_id = await database.services().book(ann, shop[0], choice_of(shop[1]), at(12))

    for client, id_ in ((bob, booking_id), (ann, BookingId(booking_id + 1))):
        with pytest.raises(VisitNotFoundError):
            await get_visit(database).execute(client, id_)
