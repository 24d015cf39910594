import pytest

from domain.availability.list_masters import ListMasters, MasterOption, MasterOptions
from domain.availability.list_services import ListServices, ServiceMenu
from domain.availability.policies import MaintenanceDenial
from domain.catalog.errors import LocationNotFoundError, ServiceNotFoundError
from domain.catalog.list_locations import ListLocations
from domain.shared.ids import LocationId, ServiceId
from infra.db.tables import masters, service_categories
from infra.db.tables import services as service_table
from tests.support.database import DatabaseFactory


async def menu_of(database: DatabaseFactory, shop: LocationId) -> ServiceMenu:
    services = database.services()
    return await services.get(ListServices).execute(shop)


async def options_of(
    database: DatabaseFactory, shop: LocationId, *service_ids: ServiceId
) -> MasterOptions:
    services = database.services()
    return await services.get(ListMasters).execute(shop, service_ids)


def shown(options: tuple[MasterOption, ...]) -> list[tuple[str, int, int]]:
    return [(o.master.name.text, o.duration_minutes, o.price.amount_minor) for o in options]


async def test_a_business_that_is_not_set_up_has_no_locations(database: DatabaseFactory) -> None:
    services = database.services()
    assert await services.get(ListLocations).execute() == ()


async def test_the_menu_has_what_somebody_performs_under_its_headings(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    nails = await database.add(service_categories, location_id=shop, name="Nails", position=1)
    cut, polish = await database.sell(shop, "Cut"), await database.sell(shop, "Polish")
    await database.change(service_table, polish, category_id=nails)
    await database.sell(shop, "Nobody's")
    await database.hire(shop, cut, polish)

    menu = await menu_of(database, shop)

    assert [
        (section.category.name.text, [s.service.name.text for s in section.services])
        for section in menu.sections
    ] == [("All", ["Cut"]), ("Nails", ["Polish"])]


async def test_a_service_leaves_the_menu_with_its_last_active_master(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    cut = await database.sell(shop)
    mia = await database.hire(shop, cut)
    assert (await menu_of(database, shop)).sections

    await database.change(masters, mia, is_active=False)

    assert (await menu_of(database, shop)).sections == ()


async def test_there_is_no_menu_during_maintenance_or_of_an_unknown_place(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    await database.change_policies(shop, is_in_maintenance=True)

    with pytest.raises(MaintenanceDenial):
        await menu_of(database, shop)
    with pytest.raises(LocationNotFoundError):
        await menu_of(database, LocationId(shop + 1))


async def test_who_can_do_everything_is_offered_with_the_time_and_price_of_it_all(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    cut = await database.sell(shop, "Cut", minutes=60, price_minor=3000)
    colour = await database.sell(shop, "Colour", minutes=90, price_minor=5000)
    await database.hire(shop, cut, colour, name="Mia")
    await database.hire(shop, cut, name="Leo")

    options = await options_of(database, shop, cut, colour)

    assert shown(options.for_all) == [("Mia", 150, 8000)]
    assert [shown(one) for one in options.by_service] == [
        [("Mia", 60, 3000), ("Leo", 60, 3000)],
        [("Mia", 90, 5000)],
    ]


async def test_where_nobody_does_everything_masters_are_offered_service_by_service(
    database: DatabaseFactory,
) -> None:
    shop = await database.open_location()
    cut, colour = await database.sell(shop, "Cut"), await database.sell(shop, "Colour")
    await database.hire(shop, cut, name="Mia")
    await database.hire(shop, colour, name="Leo")

    options = await options_of(database, shop, cut, colour)

    assert options.for_all == ()
    assert [[name for name, _, _ in shown(one)] for one in options.by_service] == [["Mia"], ["Leo"]]


async def test_a_visit_has_a_number_of_services_that_fits_a_day(database: DatabaseFactory) -> None:
    shop = await database.open_location()
    many = [await database.sell(shop, minutes=10) for _ in range(9)]
    await database.hire(shop, *many)

    assert (await options_of(database, shop, *many[:8])).for_all
    with pytest.raises(ServiceNotFoundError):
        await options_of(database, shop, *many)
