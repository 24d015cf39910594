"""A location that has closed down: its visits can be read and let go, not moved."""

import pytest

from domain.catalog.errors import LocationNotFoundError
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.visit.model import BookingStatus
from domain.visit_queries.get_visit import GetVisit
from domain.visit_queries.list_visits import ListVisits
from infra.db.tables import locations
from tests.support.database import Workshop, at
from tests.support.services import choice_of


class Client:
    """Ann, who has a visit at noon in a shop that closed down since."""

    def __init__(self, workshop: Workshop, ann: Identity, visit: BookingId) -> None:
        self.workshop = workshop
        self.ann = ann
        self.visit = visit

    async def status(self) -> BookingStatus:
        return (await self.workshop.desk().visit(self.visit)).status


@pytest.fixture
async def client(workshop: Workshop) -> Client:
    shop = await workshop.open_location()
    cut = await workshop.sell(shop)
    await workshop.hire(shop, cut)
    ann = await workshop.meet()
    visit = await workshop.desk().book(ann, shop, choice_of(cut), at(12))
    await workshop.change(locations, shop, is_active=False)
    return Client(workshop, ann, visit)


async def test_a_visit_can_be_read_and_listed(client: Client) -> None:
    desk = client.workshop.desk()

    card = await GetVisit(
        desk.uow, desk.visits, desk.payments, desk.proposals, desk.profiles, desk.clock
    ).execute(client.ann, client.visit)
    page = await ListVisits(desk.uow, desk.visits, desk.clock).execute(client.ann, 0, past=False)

    assert (card.visit.id, card.is_coming) == (client.visit, True)
    assert page.visits == (card.visit,)


@pytest.mark.parametrize("hour", [8, 11], ids=["in time", "inside the lock window"])
async def test_a_visit_can_be_cancelled(client: Client, hour: int) -> None:
    client.workshop.clock.moment = at(hour)

    await client.workshop.desk().cancel(client.ann, client.visit)

    assert await client.status() == BookingStatus.CANCELLED


async def test_a_visit_cannot_be_moved(client: Client) -> None:
    with pytest.raises(LocationNotFoundError):
        await client.workshop.desk().move(client.ann, client.visit, at(15))

    assert await client.status() == BookingStatus.CONFIRMED
