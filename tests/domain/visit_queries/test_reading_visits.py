import pytest

from domain.shared.identity import Identity
from domain.shared.ids import BookingId, LocationId, ServiceId
from domain.visit.errors import VisitNotFoundError
from domain.visit.policies import TooLateToCancelDenial, TooLateToMoveDenial
from domain.visit_queries.get_visit import GetVisit
from domain.visit_queries.list_visits import PAGE_SIZE, ListVisits, VisitPage
from infra.db.tables import locations
from tests.support.database import Workshop, at
from tests.support.services import choice_of


@pytest.fixture
async def shop(workshop: Workshop) -> tuple[LocationId, ServiceId]:
    shop = await workshop.open_location()
    cut = await workshop.sell(shop, minutes=30)
    await workshop.hire(shop, cut)
    return shop, cut


async def page_of(workshop: Workshop, ann: Identity, number: int) -> VisitPage:
    desk = workshop.desk()
    return await ListVisits(desk.uow, desk.visits, desk.clock).execute(ann, number, past=False)


def get_visit(workshop: Workshop) -> GetVisit:
    desk = workshop.desk()
    return GetVisit(desk.uow, desk.visits, desk.payments, desk.proposals, desk.profiles, desk.clock)


async def test_pages_are_numbered_and_one_that_is_not_there_is_the_last(
    workshop: Workshop, shop: tuple[LocationId, ServiceId]
) -> None:
    ann = await workshop.meet()
    assert await page_of(workshop, ann, 0) == VisitPage((), 0, 1)

    hours = range(9, 9 + PAGE_SIZE + 2)
    for hour in hours:
        await workshop.desk().book(ann, shop[0], choice_of(shop[1]), at(hour))

    first, last = await page_of(workshop, ann, 0), await page_of(workshop, ann, 99)
    assert (first.page, first.pages, len(first.visits)) == (0, 2, PAGE_SIZE)
    assert (last.page, last.pages, len(last.visits)) == (1, 2, 2)
    starts = [visit.starts_at for visit in (*first.visits, *last.visits)]
    assert starts == [at(hour) for hour in hours]
    assert (await page_of(workshop, ann, -1)).page == 0


async def test_a_visit_tells_what_can_still_be_done_about_it(
    workshop: Workshop, shop: tuple[LocationId, ServiceId]
) -> None:
    ann = await workshop.meet()
    booking_id = await workshop.desk().book(ann, shop[0], choice_of(shop[1]), at(12))
    card = await get_visit(workshop).execute(ann, booking_id)
    assert card.is_coming
    assert (card.move_denial, card.cancel_denial) == (None, None)

    workshop.clock.moment = at(11)
    card = await get_visit(workshop).execute(ann, booking_id)
    assert card.is_coming
    assert isinstance(card.move_denial, TooLateToMoveDenial)
    assert isinstance(card.cancel_denial, TooLateToCancelDenial)

    workshop.clock.moment = at(12)
    assert not (await get_visit(workshop).execute(ann, booking_id)).is_coming


async def test_a_visit_can_be_read_after_its_location_closed_down(
    workshop: Workshop, shop: tuple[LocationId, ServiceId]
) -> None:
    ann = await workshop.meet()
    booking_id = await workshop.desk().book(ann, shop[0], choice_of(shop[1]), at(12))
    await workshop.change(locations, shop[0], is_active=False)

    assert (await get_visit(workshop).execute(ann, booking_id)).visit.id == booking_id


async def test_a_visit_of_somebody_else_looks_like_none(
    workshop: Workshop, shop: tuple[LocationId, ServiceId]
) -> None:
    ann, bob = await workshop.meet("Ann"), await workshop.meet("Bob")
    booking_id = await workshop.desk().book(ann, shop[0], choice_of(shop[1]), at(12))

    for client, id_ in ((bob, booking_id), (ann, BookingId(booking_id + 1))):
        with pytest.raises(VisitNotFoundError):
            await get_visit(workshop).execute(client, id_)
