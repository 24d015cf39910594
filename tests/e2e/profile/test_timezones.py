"""Choosing one's own timezone among all that there are."""

from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.callbacks.profile import ChooseTimezoneTap, OpenProfile, OpenTimezones
from demo.simulator import Person
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.walks import tap


async def test_a_zone_is_found_by_its_city_and_shows_its_time(scene: Scene, anna: Person) -> None:
    await anna.start()
    await tap(anna, OpenProfile)
    await tap(anna, OpenTimezones)
    await anna.send("Kathmandu")
    await tap(anna, ChooseTimezoneTap(name="Asia/Kathmandu"))
    shown = scene.clock.now().astimezone(ZoneInfo("Asia/Kathmandu")).strftime("%-I:%M")
    assert f"Kathmandu, now {shown}" in anna.screen.text
    zones = select(tables.users.c.timezone).where(tables.users.c.telegram_id == anna.id)
    assert await scene.database.value(zones) == "Asia/Kathmandu"


async def test_new_york_is_listed_by_its_name(scene: Scene, anna: Person) -> None:
    await anna.start()
    await tap(anna, OpenProfile)
    await tap(anna, OpenTimezones)
    await anna.send("UTC-5")
    assert any("New York" in one.text for row in anna.screen.rows for one in row)
    await anna.send("new york")
    await tap(anna, ChooseTimezoneTap(name="America/New_York"))
    assert "New York, now" in anna.screen.text


async def test_what_is_no_zone_is_answered_with_a_way_on(scene: Scene, anna: Person) -> None:
    await anna.start()
    await tap(anna, OpenProfile)
    await tap(anna, OpenTimezones)
    await anna.send("Atlantis")
    assert "an offset like UTC+3" in anna.screen.text
