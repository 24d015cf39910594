"""Links from outside lead where they say, or to the menu with a word about it."""

import pytest

from bot.callbacks.booking import OpenBooking, ServicesChosenTap, TickService
from bot.callbacks.home import Back
from bot.callbacks.visits import OpenVisits
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BAD_LINK, DAYS, MASTERS, SERVICES
from tests.e2e.support.walks import data_of, tap

LINKS = {
    "book": SERVICES,
    "s_1": "✓ Haircut",
    "loc_1": SERVICES,
    "m_1": SERVICES,
    "s_0": BAD_LINK,
    "s_999999999": BAD_LINK,
    "m_999999999": BAD_LINK,
    "loc_9": BAD_LINK,
    "loc_999999999": BAD_LINK,
    "x" * 64: BAD_LINK,
    "s_99999999999999999999": BAD_LINK,
    "-_-": BAD_LINK,
}


async def test_a_link_leads_where_it_says_or_to_the_menu(
    scene: Scene, subtests: pytest.Subtests
) -> None:
    for link, words in LINKS.items():
        with subtests.test(link):
            anna = scene.simulator.add_person(first_name="Anna")
            await anna.start(link)
            assert words in anna.screen.text
            assert bool(data_of(OpenBooking, anna.screen)) is (words == BAD_LINK)
            assert anna.screen.rows


async def test_a_link_to_what_is_switched_off_leads_to_the_menu(scene: Scene) -> None:
    anna = scene.simulator.add_person(first_name="Anna")
    await scene.database.change(tables.services, scene.salon.haircut, is_active=False)
    await scene.database.change(tables.masters, scene.salon.tom, is_active=False)
    for link in (f"s_{scene.salon.haircut}", f"m_{scene.salon.tom}"):
        await anna.start(link)
        assert BAD_LINK in anna.screen.text
        assert data_of(OpenBooking, anna.screen)


async def test_links_before_the_business_is_set_up_lead_to_the_menu(scene: Scene) -> None:
    await scene.database.change(tables.locations, scene.salon.location, is_active=False)
    anna = scene.simulator.add_person(first_name="Anna")
    for link in ("book", "s_1", "m_1", "loc_1"):
        await anna.start(link)
        assert BAD_LINK in anna.screen.text
        assert data_of(OpenVisits, anna.screen)


async def test_of_several_locations_a_link_leads_to_the_right_one(scene: Scene) -> None:
    other = await scene.database.open_location(name="Salon Mond")
    shave = await scene.database.sell(other, "Shave")
    ben = await scene.database.hire(other, shave, name="Ben")
    anna = scene.simulator.add_person(first_name="Anna")
    await anna.start(f"s_{shave}")
    assert "✓ Shave" in anna.screen.text
    for link in (f"m_{ben}", f"loc_{other}"):
        await anna.start(link)
        assert data_of(TickService, anna.screen) == [TickService(service_id=shave, on=True).pack()]


async def test_a_link_to_a_master_chooses_that_master_where_able(scene: Scene) -> None:
    anna = scene.simulator.add_person(first_name="Anna")
    await anna.start(f"m_{scene.salon.tom}")
    await tap(anna, TickService(service_id=scene.salon.haircut, on=True))
    await tap(anna, ServicesChosenTap)
    assert DAYS in anna.screen.text
    assert "Tom" in anna.screen.text
    await tap(anna, Back)
    assert MASTERS in anna.screen.text
    await tap(anna, Back)
    await tap(anna, TickService(service_id=scene.salon.colouring, on=True))
    await tap(anna, ServicesChosenTap)
    assert MASTERS in anna.screen.text
