import pytest

from domain.availability.list_masters import ListMasters, MasterOption, MasterOptions
from domain.availability.list_services import ListServices, ServiceMenu
from domain.availability.policies import MaintenanceDenial
from domain.catalog.errors import LocationNotFoundError, ServiceNotFoundError
from domain.catalog.list_locations import ListLocations
from domain.shared.ids import LocationId, ServiceId
from infra.db.tables import masters, service_categories, services
from tests.support.database import Workshop


async def menu_of(workshop: Workshop, shop: LocationId) -> ServiceMenu:
    desk = workshop.desk()
    return await ListServices(desk.uow, desk.catalog, desk.profiles).execute(shop)


async def options_of(
    workshop: Workshop, shop: LocationId, *service_ids: ServiceId
) -> MasterOptions:
    desk = workshop.desk()
    return await ListMasters(desk.uow, desk.plan_visit).execute(shop, service_ids)


def shown(options: tuple[MasterOption, ...]) -> list[tuple[str, int, int]]:
    return [(o.master.name.text, o.duration_minutes, o.price.amount_minor) for o in options]


async def test_a_business_that_is_not_set_up_has_no_locations(workshop: Workshop) -> None:
    desk = workshop.desk()
    assert await ListLocations(desk.uow, desk.catalog).execute() == ()


async def test_the_menu_has_what_somebody_performs_under_its_headings(workshop: Workshop) -> None:
    shop = await workshop.open_location()
    nails = await workshop.add(service_categories, location_id=shop, name="Nails", position=1)
    cut, polish = await workshop.sell(shop, "Cut"), await workshop.sell(shop, "Polish")
    await workshop.change(services, polish, category_id=nails)
    await workshop.sell(shop, "Nobody's")
    await workshop.hire(shop, cut, polish)

    menu = await menu_of(workshop, shop)

    assert [
        (section.category.name.text, [s.service.name.text for s in section.services])
        for section in menu.sections
    ] == [("All", ["Cut"]), ("Nails", ["Polish"])]


async def test_a_service_leaves_the_menu_with_its_last_active_master(workshop: Workshop) -> None:
    shop = await workshop.open_location()
    cut = await workshop.sell(shop)
    mia = await workshop.hire(shop, cut)
    assert (await menu_of(workshop, shop)).sections

    await workshop.change(masters, mia, is_active=False)

    assert (await menu_of(workshop, shop)).sections == ()


async def test_there_is_no_menu_during_maintenance_or_of_an_unknown_place(
    workshop: Workshop,
) -> None:
    shop = await workshop.open_location()
    await workshop.change_policies(shop, is_in_maintenance=True)

    with pytest.raises(MaintenanceDenial):
        await menu_of(workshop, shop)
    with pytest.raises(LocationNotFoundError):
        await menu_of(workshop, LocationId(shop + 1))


async def test_who_can_do_everything_is_offered_with_the_time_and_price_of_it_all(
    workshop: Workshop,
) -> None:
    shop = await workshop.open_location()
    cut = await workshop.sell(shop, "Cut", minutes=60, price_minor=3000)
    colour = await workshop.sell(shop, "Colour", minutes=90, price_minor=5000)
    await workshop.hire(shop, cut, colour, name="Mia")
    await workshop.hire(shop, cut, name="Leo")

    options = await options_of(workshop, shop, cut, colour)

    assert shown(options.for_all) == [("Mia", 150, 8000)]
    assert [shown(one) for one in options.by_service] == [
        [("Mia", 60, 3000), ("Leo", 60, 3000)],
        [("Mia", 90, 5000)],
    ]


async def test_where_nobody_does_everything_masters_are_offered_service_by_service(
    workshop: Workshop,
) -> None:
    shop = await workshop.open_location()
    cut, colour = await workshop.sell(shop, "Cut"), await workshop.sell(shop, "Colour")
    await workshop.hire(shop, cut, name="Mia")
    await workshop.hire(shop, colour, name="Leo")

    options = await options_of(workshop, shop, cut, colour)

    assert options.for_all == ()
    assert [[name for name, _, _ in shown(one)] for one in options.by_service] == [["Mia"], ["Leo"]]


async def test_a_visit_has_a_number_of_services_that_fits_a_day(workshop: Workshop) -> None:
    shop = await workshop.open_location()
    many = [await workshop.sell(shop, minutes=10) for _ in range(9)]
    await workshop.hire(shop, *many)

    assert (await options_of(workshop, shop, *many[:8])).for_all
    with pytest.raises(ServiceNotFoundError):
        await options_of(workshop, shop, *many)
