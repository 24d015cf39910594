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
from infra.db.tables import locations, masters, services
from tests.support.database import Workshop

NO_ID = 999_999_999


async def location_of_service(workshop: Workshop, service_id: ServiceId) -> LocationId:
    desk = workshop.desk()
    return (await FindService(desk.uow, desk.catalog).execute(service_id)).location_id


async def location_of_master(workshop: Workshop, master_id: MasterId) -> LocationId:
    desk = workshop.desk()
    return (await FindMaster(desk.uow, desk.catalog).execute(master_id)).id


async def test_each_is_found_at_its_own_location(workshop: Workshop) -> None:
    for _ in range(2):
        shop = await workshop.open_location()
        cut = await workshop.sell(shop)
        mia = await workshop.hire(shop, cut)
        assert await location_of_service(workshop, cut) == shop
        assert await location_of_master(workshop, mia) == shop


async def test_what_there_never_was_is_not_found(workshop: Workshop) -> None:
    await workshop.open_location()
    with pytest.raises(ServiceNotFoundError):
        await location_of_service(workshop, ServiceId(NO_ID))
    with pytest.raises(MasterNotFoundError):
        await location_of_master(workshop, MasterId(NO_ID))


async def test_what_is_switched_off_or_has_nobody_is_not_found(workshop: Workshop) -> None:
    shop = await workshop.open_location()
    cut, dye = await workshop.sell(shop), await workshop.sell(shop, "Dye")
    mia = await workshop.hire(shop, cut)
    with pytest.raises(ServiceSwitchedOffError):
        await location_of_service(workshop, dye)
    await workshop.change(services, cut, is_active=False)
    with pytest.raises(ServiceSwitchedOffError):
        await location_of_service(workshop, cut)
    with pytest.raises(MasterNotFoundError):
        await location_of_master(workshop, mia)


async def test_a_master_who_is_switched_off_is_not_found(workshop: Workshop) -> None:
    shop = await workshop.open_location()
    mia = await workshop.hire(shop, await workshop.sell(shop))
    await workshop.change(masters, mia, is_active=False)
    with pytest.raises(MasterNotFoundError):
        await location_of_master(workshop, mia)


async def test_nothing_is_found_where_the_location_has_closed_down(workshop: Workshop) -> None:
    shop = await workshop.open_location()
    cut = await workshop.sell(shop)
    mia = await workshop.hire(shop, cut)
    await workshop.change(locations, shop, is_active=False)
    with pytest.raises(ServiceNotFoundError):
        await location_of_service(workshop, cut)
    with pytest.raises(MasterNotFoundError):
        await location_of_master(workshop, mia)
