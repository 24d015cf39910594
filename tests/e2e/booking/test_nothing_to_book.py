"""Full days, no services, no place: each says so and shows a way on."""

from bot.callbacks.booking import ChooseDay, ChooseMaster, ChooseStart, ConfirmBooking, OpenBooking
from bot.callbacks.home import Back, Home
from demo.simulator import Person
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import NOTHING_TO_BOOK
from tests.e2e.support.walks import data_of, tap, to_card, to_days, to_masters
from tests.support.database import at


async def test_a_day_that_filled_up_offers_the_nearest_times(scene: Scene, anna: Person) -> None:
    await to_days(anna, scene.salon.haircut, master_id=scene.salon.mia)
    await scene.database.close_day(scene.salon.mia, at(10).date())
    await tap(anna, ChooseDay(ordinal=at(10).toordinal()))
    assert "No free time on Mon, Mar 4" in anna.screen.text
    await tap(anna, ChooseStart)
    assert "Tuesday, March 5" in anna.screen.text
    await tap(anna, ConfirmBooking)
    assert await scene.count() == 1


async def test_a_calendar_without_any_free_day_says_so(scene: Scene, anna: Person) -> None:
    await to_masters(anna, scene.salon.haircut)
    await scene.change_policies(max_advance_days=0)
    await scene.database.close_day(scene.salon.mia, at(10).date())
    await tap(anna, ChooseMaster(master_id=scene.salon.mia))
    assert "No free time at the moment" in anna.screen.text
    assert not data_of(ChooseDay, anna.screen)


async def test_a_place_without_services_says_so(scene: Scene, anna: Person) -> None:
    for service_id in (scene.salon.haircut, scene.salon.colouring, scene.salon.massage):
        await scene.database.change(tables.services, service_id, is_active=False)
    await tap(anna, OpenBooking)
    assert "Nothing to book yet" in anna.screen.text
    assert data_of(Back, anna.screen)


async def test_a_business_without_a_place_says_so(scene: Scene, anna: Person) -> None:
    menu = anna.screen
    await scene.database.change(tables.locations, scene.salon.location, is_active=False)
    await anna.tap_data(data_of(OpenBooking, menu)[0])
    assert NOTHING_TO_BOOK in anna.screen.text
    assert [reason["reason"] for reason in scene.log.of("refused")] == ["LocationNotFoundError"]
    await tap(anna, Home)
    assert "still setting things up" in anna.screen.text
    await anna.send("/book")
    assert NOTHING_TO_BOOK in anna.screen.text
    assert len(scene.log.of("refused")) == 2
    await tap(anna, Home)
    assert "still setting things up" in anna.screen.text
    assert not data_of(OpenBooking, anna.screen)


async def test_a_screen_that_cannot_be_shown_is_logged_as_refused(
    scene: Scene, anna: Person
) -> None:
    await scene.change_policies(is_in_maintenance=True)
    await tap(anna, OpenBooking)
    assert [line["reason"] for line in scene.log.of("refused")] == ["MaintenanceDenial"]


async def test_a_place_that_closes_down_in_the_middle_says_so(scene_without_redis: Scene) -> None:
    scene = scene_without_redis
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await scene.database.change(tables.locations, scene.salon.location, is_active=False)
    await tap(anna, ConfirmBooking)
    assert NOTHING_TO_BOOK in anna.screen.text
    assert await scene.count() == 0
