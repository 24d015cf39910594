"""Somebody whose time was taken is told of others: from the week where it has enough."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from domain.availability.find_alternatives import SOON, FindAlternatives
from domain.availability.model import Busy, VisitWish
from domain.availability.ports import BusyGateway
from domain.shared.ids import LocationId, MasterId, ServiceId
from domain.shared.time import utc_day
from infra.db.gateways.availability.busy import SqlaBusyGateway
from infra.db.unit_of_work import SqlaUnitOfWork
from tests.support.database import NOW, POLICIES, DatabaseFactory, at
from tests.support.query_log import queries_of
from tests.support.services import choice_of

DAYS_OF_THE_WEEK = SOON.days + 5  # the day itself, the one before it, and what other zones touch
QUERIES_OF_ONE_LOOK = 5  # profile, catalog, schedules, absences, busy


class WatchedBusy(SqlaBusyGateway):
    """Notes the UTC days that it was asked about."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        super().__init__(uow)
        self.looks: list[range] = []

    async def get_busy(self, master_ids: Sequence[MasterId], utc_days: range) -> tuple[Busy, ...]:
        self.looks.append(utc_days)
        return await super().get_busy(master_ids, utc_days)


class Shop:
    """Mia's haircuts, and who finds the nearest of them."""

    def __init__(
        self, database: DatabaseFactory, id_: LocationId, cut: ServiceId, mia: MasterId
    ) -> None:
        self.database = database
        self.id = id_
        self.cut = cut
        self.mia = mia
        self.services = database.services({BusyGateway: WatchedBusy})

    @property
    def looks(self) -> list[range]:
        """The UTC days of each look at what is taken."""
        busy = self.services.get(BusyGateway)
        assert isinstance(busy, WatchedBusy)
        return busy.looks

    async def alternatives(self, wanted_at: datetime) -> tuple[datetime, ...]:
        wish = VisitWish(self.id, choice_of(self.cut))
        return await self.services.get(FindAlternatives).execute(wish, wanted_at)


@pytest.fixture
async def shop(database: DatabaseFactory) -> Shop:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    return Shop(database, id_, cut, await database.hire(id_, cut))


async def test_five_are_found_within_the_week_without_a_look_at_the_whole_horizon(
    shop: Shop,
) -> None:
    await shop.database.block(shop.mia, at(10), at(17))
    with queries_of(shop.database.engine) as queries:
        found = await shop.alternatives(at(10))

    assert found == (at(9), at(9, day=1), at(9, 30, day=1), at(10, day=1), at(10, 30, day=1))
    (look,) = shop.looks
    assert len(look) <= DAYS_OF_THE_WEEK
    assert len(queries) == QUERIES_OF_ONE_LOOK


async def test_the_rest_of_the_horizon_is_looked_at_where_the_week_is_full(shop: Shop) -> None:
    await shop.database.block(shop.mia, at(9), at(17, day=9))

    found = await shop.alternatives(at(10))

    assert found == (
        at(9, day=10),
        at(9, 30, day=10),
        at(10, day=10),
        at(10, 30, day=10),
        at(11, day=10),
    )
    assert utc_day(NOW) + POLICIES.max_advance_days in shop.looks[-1]


async def test_what_little_the_week_has_comes_first_and_once(shop: Shop) -> None:
    await shop.database.block(shop.mia, at(10), at(17, day=3))
    await shop.database.block(shop.mia, at(10, 30, day=4), at(17, day=9))

    found = await shop.alternatives(at(10))

    assert found == (at(9), at(9, day=4), at(9, 30, day=4), at(9, 30, day=10), at(10, day=10))
