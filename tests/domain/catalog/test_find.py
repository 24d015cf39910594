"""What a link names by its id alone."""

import pytest

from domain.catalog.errors import (
    MasterNotFoundError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.catalog.find_master import FindMaster
from domain.catalog.find_service import FindService
from domain.shared.ids import LocationId, MasterId, ServiceId
from infra.db.tables import locations, masters
from infra.db.tables import services as service_table
from tests.support.database import DatabaseFactory

NO_ID = 999_999_999


async def location_of_service(database: DatabaseFactory, service_id: ServiceId) -> LocationId:
    services = database.services()
    return (await services.get(FindService).execute(service_id)).location_id


async def location_of_master(database: DatabaseFactory, master_id: MasterId) -> LocationId:
    services = database.services()
    return (await services.get(FindMaster).execute(master_id)).id


async def test_each_is_found_at_its_own_location(database: DatabaseFactory) -> None:
    for _ in range(2):
        shop = await database.open_location()
        cut = await database.sell(shop)
        mia = await database.hire(shop, cut)
        assert await location_of_service(database, cut) == shop
        assert await location_of_master(database, mia) == shop


async def test_what_there_never_was_is_not_found(database: DatabaseFactory) -> None:
    await database.open_location()
    with pytest.raises(ServiceNotFoundError):
        await location_of_service(database, ServiceId(NO_ID))
    with pytest.raises(MasterNotFoundError):
        await location_of_master(database, MasterId(NO_ID))


async def test_what_is_switched_off_or_has_nobody_is_not_found(database: DatabaseFactory) -> None:
    shop = await database.open_location()
    cut, dye = await database.sell(shop), await database.sell(shop, "Dye")
    mia = await database.hire(shop, cut)
    with pytest.raises(ServiceSwitchedOffError):
        await location_of_service(database, dye)
    await database.change(service_table, cut, is_active=False)
    with pytest.raises(ServiceSwitchedOffError):
        await location_of_service(database, cut)
    with pytest.raises(MasterNotFoundError):
        await location_of_master(database, mia)


async def test_a_master_who_is_switched_off_is_not_found(database: DatabaseFactory) -> None:
    shop = await database.open_location()
    mia = await database.hire(shop, await database.sell(shop))
    await database.change(masters, mia, is_active=False)
    with pytest.raises(MasterNotFoundError):
        await location_of_master(database, mia)


async def test_nothing_is_found_where_the_location_has_closed_down(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    cut = await database.sell(shop)
    mia = await database.hire(shop, cut)
    await database.change(locations, shop, is_active=False)
    with pytest.raises(ServiceNotFoundError):
        await location_of_service(database, cut)
    with pytest.raises(MasterNotFoundError):
        await location_of_master(database, mia)
