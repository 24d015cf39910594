import pytest

from domain.shared.ids import LocationId, ServiceId
from domain.shared.money import Money
from infra.db.tables import locations, masters, service_categories
from infra.db.tables import services as service_table
from tests.support.database import DatabaseFactory


@pytest.fixture
async def shop(database: DatabaseFactory) -> LocationId:
    return await database.open_location()


async def test_only_active_locations_are_listed_in_their_order(database: DatabaseFactory) -> None:
    second = await database.open_location(position=2)
    first = await database.open_location(position=1)
    await database.open_location(is_active=False)
    services = database.services()

    async with services.uow:
        listed = await services.catalog.list_locations()

    assert [location.id for location in listed] == [first, second]


async def test_a_closed_location_has_no_profile(
    database: DatabaseFactory, shop: LocationId
) -> None:
    await database.change(locations, shop, is_active=False)
    services = database.services()

    async with services.uow:
        assert await services.profiles.get_profile(shop) is None


async def test_services_come_by_category_and_order_with_everybody_who_performs_them(
    database: DatabaseFactory, shop: LocationId
) -> None:
    nails = await database.add(service_categories, location_id=shop, name="Nails", position=-1)
    cut = await database.sell(shop, "Cut", position=2)
    colour = await database.sell(shop, "Colour", position=1)
    polish = await database.sell(shop, "Polish")
    await database.change(service_table, polish, category_id=nails)
    await database.sell(shop, "Perm", is_active=False)
    await database.hire(shop, cut, colour, name="Mia", position=2)
    await database.hire(shop, cut, name="Leo", position=1)
    await database.hire(shop, cut, name="Eva", is_active=False)
    services = database.services()

    async with services.uow:
        listed = await services.catalog.list_services(shop)

    assert [skilled.service.name.text for skilled in listed] == ["Polish", "Colour", "Cut"]
    assert [skill.master.name.text for skill in listed[2].skills] == ["Eva", "Leo", "Mia"]
    assert [skill.master.name.text for skill in listed[2].active_skills] == ["Leo", "Mia"]
    assert listed[0].skills == ()


async def test_services_come_in_the_order_asked_for_switched_off_or_not(
    database: DatabaseFactory, shop: LocationId
) -> None:
    cut = await database.sell(shop, "Cut", is_active=False)
    colour = await database.sell(shop, "Colour")
    services = database.services()

    async with services.uow:
        found = await services.catalog.get_services([colour, ServiceId(10_000), cut])

    assert [skilled.service.id for skilled in found] == [colour, cut]
    assert [skilled.service.is_active for skilled in found] == [True, False]


async def test_a_skill_has_its_own_duration_and_price_or_those_of_the_service(
    database: DatabaseFactory, shop: LocationId
) -> None:
    cut = await database.sell(shop, minutes=60, price_minor=3000)
    await database.hire(shop, cut, name="Leo")
    slow = await database.hire(shop, name="Mia")
    await database.teach(slow, cut, duration_minutes=90, price_minor=4500)
    services = database.services()

    async with services.uow:
        (skilled,) = await services.catalog.get_services([cut])

    assert [(s.duration_minutes, s.price) for s in skilled.skills] == [
        (60, Money(3000, "EUR")),
        (90, Money(4500, "EUR")),
    ]
    assert skilled.lowest_price == Money(3000, "EUR")
    assert not skilled.has_one_price


async def test_a_master_knows_the_shortest_of_all_active_services(
    database: DatabaseFactory, shop: LocationId
) -> None:
    cut = await database.sell(shop, "Cut", minutes=60)
    fringe = await database.sell(shop, "Fringe", minutes=15)
    beard = await database.sell(shop, "Beard", minutes=10, is_active=False)
    mia = await database.hire(shop, cut, beard)
    await database.teach(mia, fringe, duration_minutes=20)
    services = database.services()

    async with services.uow:
        (skilled,) = await services.catalog.get_services([cut])

    assert skilled.skills[0].master.shortest_service_minutes == 20


async def test_words_come_with_their_translations(database: DatabaseFactory) -> None:
    shop = await database.open_location(name_translations={"ru": "Мастерская"})
    cut = await database.sell(shop, "Cut", name_translations={"de": "Schnitt"})
    mia = await database.hire(shop, cut, name="Mia", name_translations={"ru": "Мия"})
    await database.change(masters, mia, about="Quick", about_translations={"de": "Schnell"})
    services = database.services()

    async with services.uow:
        (location,) = await services.catalog.list_locations()
        (skilled,) = await services.catalog.get_services([cut])

    master = skilled.skills[0].master
    assert location.name.in_language("ru") == "Мастерская"
    assert skilled.service.name.in_language("de") == "Schnitt"
    assert (master.name.in_language("ru"), master.about.in_language("de")) == ("Мия", "Schnell")
    assert master.about.in_language("en") == "Quick"
