"""A location that has closed down: its visits can be read and let go, not moved."""

import pytest

from domain.catalog.errors import LocationNotFoundError
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.visit.model import BookingStatus
from domain.visit_queries.get_visit import GetVisit
from domain.visit_queries.list_visits import ListVisits
from infra.db.tables import locations
from tests.support.database import DatabaseFactory, at
from tests.support.services import choice_of


class Client:
    """Ann, who has a visit at noon in a shop that closed down since."""

    def __init__(self, database: DatabaseFactory, ann: Identity, visit: BookingId) -> None:
        self.database = database
        self.ann = ann
        self.visit = visit

    async def status(self) -> BookingStatus:
        return (await self.database.services().visit(self.visit)).status


@pytest.fixture
async def client(database: DatabaseFactory) -> Client:
    shop = await database.open_location()
    cut = await database.sell(shop)
    await database.hire(shop, cut)
    ann = await database.meet()
    visit = await database.services().book(ann, shop, choice_of(cut), at(12))
    await database.change(locations, shop, is_active=False)
    return Client(database, ann, visit)


async def test_a_visit_can_be_read_and_listed(client: Client) -> None:
    services = client.database.services()

    card = await services.get(GetVisit).execute(client.ann, client.visit)
    page = await services.get(ListVisits).execute(client.ann, 0, past=False)

    assert (card.visit.id, card.is_coming) == (client.visit, True)
    assert page.visits == (card.visit,)


@pytest.mark.parametrize("hour", [8, 11], ids=["in time", "inside the lock window"])
async def test_a_visit_can_be_cancelled(client: Client, hour: int) -> None:
    client.database.clock.moment = at(hour)

    await client.database.services().cancel(client.ann, client.visit)

    assert await client.status() == BookingStatus.CANCELLED


async def test_a_visit_cannot_be_moved(client: Client) -> None:
    with pytest.raises(LocationNotFoundError):
        await client.database.services().move(client.ann, client.visit, at(15))

    assert await client.status() == BookingStatus.CONFIRMED
