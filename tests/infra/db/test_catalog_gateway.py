import pytest

from domain.shared.ids import LocationId, ServiceId
from domain.shared.money import Money
from infra.db.tables import locations, masters, service_categories, services
from tests.support.database import Workshop


@pytest.fixture
async def shop(workshop: Workshop) -> LocationId:
    return await workshop.open_location()


async def test_only_active_locations_are_listed_in_their_order(workshop: Workshop) -> None:
    second = await workshop.open_location(position=2)
    first = await workshop.open_location(position=1)
    await workshop.open_location(is_active=False)
    desk = workshop.desk()

    async with desk.uow:
        listed = await desk.catalog.list_locations()

    assert [location.id for location in listed] == [first, second]


async def test_a_closed_location_has_no_profile(workshop: Workshop, shop: LocationId) -> None:
    await workshop.change(locations, shop, is_active=False)
    desk = workshop.desk()

    async with desk.uow:
        assert await desk.profiles.get_profile(shop) is None


async def test_services_come_by_category_and_order_with_everybody_who_performs_them(
    workshop: Workshop, shop: LocationId
) -> None:
    nails = await workshop.add(service_categories, location_id=shop, name="Nails", position=-1)
    cut = await workshop.sell(shop, "Cut", position=2)
    colour = await workshop.sell(shop, "Colour", position=1)
    polish = await workshop.sell(shop, "Polish")
    await workshop.change(services, polish, category_id=nails)
    await workshop.sell(shop, "Perm", is_active=False)
    await workshop.hire(shop, cut, colour, name="Mia", position=2)
    await workshop.hire(shop, cut, name="Leo", position=1)
    await workshop.hire(shop, cut, name="Eva", is_active=False)
    desk = workshop.desk()

    async with desk.uow:
        listed = await desk.catalog.list_services(shop)

    assert [skilled.service.name.text for skilled in listed] == ["Polish", "Colour", "Cut"]
    assert [skill.master.name.text for skill in listed[2].skills] == ["Eva", "Leo", "Mia"]
    assert [skill.master.name.text for skill in listed[2].active_skills] == ["Leo", "Mia"]
    assert listed[0].skills == ()


async def test_services_come_in_the_order_asked_for_switched_off_or_not(
    workshop: Workshop, shop: LocationId
) -> None:
    cut = await workshop.sell(shop, "Cut", is_active=False)
    colour = await workshop.sell(shop, "Colour")
    desk = workshop.desk()

    async with desk.uow:
        found = await desk.catalog.get_services([colour, ServiceId(10_000), cut])

    assert [skilled.service.id for skilled in found] == [colour, cut]
    assert [skilled.service.is_active for skilled in found] == [True, False]


async def test_a_skill_has_its_own_duration_and_price_or_those_of_the_service(
    workshop: Workshop, shop: LocationId
) -> None:
    cut = await workshop.sell(shop, minutes=60, price_minor=3000)
    await workshop.hire(shop, cut, name="Leo")
    slow = await workshop.hire(shop, name="Mia")
    await workshop.teach(slow, cut, duration_minutes=90, price_minor=4500)
    desk = workshop.desk()

    async with desk.uow:
        (skilled,) = await desk.catalog.get_services([cut])

    assert [(s.duration_minutes, s.price) for s in skilled.skills] == [
        (60, Money(3000, "EUR")),
        (90, Money(4500, "EUR")),
    ]
    assert skilled.lowest_price == Money(3000, "EUR")
    assert not skilled.has_one_price


async def test_a_master_knows_the_shortest_of_all_active_services(
    workshop: Workshop, shop: LocationId
) -> None:
    cut = await workshop.sell(shop, "Cut", minutes=60)
    fringe = await workshop.sell(shop, "Fringe", minutes=15)
    beard = await workshop.sell(shop, "Beard", minutes=10, is_active=False)
    mia = await workshop.hire(shop, cut, beard)
    await workshop.teach(mia, fringe, duration_minutes=20)
    desk = workshop.desk()

    async with desk.uow:
        (skilled,) = await desk.catalog.get_services([cut])

    assert skilled.skills[0].master.shortest_service_minutes == 20


async def test_words_come_with_their_translations(workshop: Workshop) -> None:
    shop = await workshop.open_location(name_translations={"ru": "Мастерская"})
    cut = await workshop.sell(shop, "Cut", name_translations={"de": "Schnitt"})
    mia = await workshop.hire(shop, cut, name="Mia", name_translations={"ru": "Мия"})
    await workshop.change(masters, mia, about="Quick", about_translations={"de": "Schnell"})
    desk = workshop.desk()

    async with desk.uow:
        (location,) = await desk.catalog.list_locations()
        (skilled,) = await desk.catalog.get_services([cut])

    master = skilled.skills[0].master
    assert location.name.in_language("ru") == "Мастерская"
    assert skilled.service.name.in_language("de") == "Schnitt"
    assert (master.name.in_language("ru"), master.about.in_language("de")) == ("Мия", "Schnell")
    assert master.about.in_language("en") == "Quick"
