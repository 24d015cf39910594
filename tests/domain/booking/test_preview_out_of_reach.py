"""The confirm card of a start that the rules do not allow says which rule it is."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from domain.availability.policies import TooFarDenial, TooSoonDenial
from domain.shared.ids import LocationId, ServiceId
from domain.visit.errors import SlotTakenError
from infra.db.tables import masters
from tests.support.database import DatabaseFactory, at
from tests.support.services import choice_of


@pytest.fixture
async def shop(database: DatabaseFactory) -> tuple[LocationId, ServiceId]:
    id_ = await database.open_location()
    cut = await database.sell(id_)
    await database.hire(id_, cut)
    return id_, cut


async def test_a_start_inside_the_lead_time_names_the_first_moment_after_it(
    database: DatabaseFactory, shop: tuple[LocationId, ServiceId]
) -> None:
    database.clock.moment = at(9, 10)

    with pytest.raises(TooSoonDenial) as caught:
        await database.services().preview(shop[0], choice_of(shop[1]), at(10))

    assert caught.value.earliest_at == at(10, 10)
    assert caught.value.earliest_at.tzinfo == ZoneInfo("Europe/Berlin")


async def test_of_several_lead_times_the_least_is_named(
    database: DatabaseFactory, shop: tuple[LocationId, ServiceId]
) -> None:
    leo = await database.hire(shop[0], shop[1], name="Leo")
    await database.change(masters, leo, min_advance_minutes=24 * 60)
    database.clock.moment = at(9, 10)

    with pytest.raises(TooSoonDenial) as caught:
        await database.services().preview(shop[0], choice_of(shop[1]), at(10))

    assert caught.value.earliest_at == at(10, 10)


async def test_a_start_beyond_the_horizon_names_its_last_day(
    database: DatabaseFactory, shop: tuple[LocationId, ServiceId]
) -> None:
    await database.change_policies(shop[0], max_advance_days=1)
    await database.services().preview(shop[0], choice_of(shop[1]), at(10, day=1))

    with pytest.raises(TooFarDenial) as caught:
        await database.services().preview(shop[0], choice_of(shop[1]), at(10, day=2))

    assert caught.value.last_day == date(2030, 3, 5)


async def test_a_start_within_reach_that_is_not_there_is_taken(
    database: DatabaseFactory, shop: tuple[LocationId, ServiceId]
) -> None:
    with pytest.raises(SlotTakenError):
        await database.services().preview(shop[0], choice_of(shop[1]), at(10, 7))
