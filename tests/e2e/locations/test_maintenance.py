"""`/maintenance`: for admins alone, for every location, in one go."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from app.settings.settings import (
    BusinessSettings,
)
from bot.callbacks.booking import OpenBooking
from bot.callbacks.home import Home
from bot.ui import toasts
from bot.ui.catalogues import Catalogues
from demo.simulator import Person, Simulator
from infra.db import tables
from tests.e2e.conftest import playing
from tests.e2e.support.running_bot import RunningBot, settings_of
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import MENU, NOTHING_TO_BOOK, SERVICES, UNKNOWN_COMMAND
from tests.e2e.support.walks import tap
from tests.support.captured_log import Log
from tests.support.database import DatabaseFactory
from tests.support.reading import localizer

BOSS_ID = 4242
USAGE = toasts.maintenance_usage(localizer())
ON, OFF = toasts.maintenance_on(localizer()), toasts.maintenance_off(localizer())
REFUSAL = "no new bookings for the moment"


@pytest.fixture
async def house(
    simulator: Simulator,
    database: DatabaseFactory,
    log: Log,
    catalogues: Catalogues,
    database_url: str,
    redis_server: str,
    redis: object,
) -> AsyncIterator[Scene]:
    """The salon, whose admin is named in the settings."""
    business = BusinessSettings(_env_file=None, admin_ids=frozenset({BOSS_ID}))
    settings = replace(settings_of(simulator, database_url, redis_server), business=business)
    bot = RunningBot(simulator, settings, database.clock, catalogues)
    async with playing(simulator, bot, database, log) as scene:
        yield scene


@pytest.fixture
async def boss(house: Scene) -> Person:
    boss = house.simulator.add_person(first_name="Bo", user_id=BOSS_ID)
    await boss.start()
    return boss


async def test_maintenance_holds_at_once_and_is_over_at_once(house: Scene, boss: Person) -> None:
    anna = await house.welcome()
    await tap(anna, OpenBooking)  # what it reads is kept in Redis
    await boss.send("/maintenance on\nWe paint\n\nuntil Friday")
    assert ON in boss.screen.text
    await anna.start()
    await tap(anna, OpenBooking)
    assert REFUSAL in anna.screen.text
    assert "We paint\n\nuntil Friday" in anna.screen.text
    await boss.send("/maintenance OFF")
    assert OFF in boss.screen.text
    await anna.start()
    await tap(anna, OpenBooking)
    assert SERVICES in anna.screen.text


async def test_what_is_not_understood_is_explained_to_an_admin(house: Scene, boss: Person) -> None:
    for text in ("/maintenance", "/maintenance now", "/maintenance ony"):
        await boss.send(text)
        assert USAGE in boss.screen.text
    assert not house.log.of("refused")


@pytest.mark.parametrize("text", ["/maintenance", "/maintenance on", "/maintenance off"])
async def test_for_a_client_there_is_no_such_command(house: Scene, text: str) -> None:
    anna = await house.welcome()
    await anna.send(text)
    assert UNKNOWN_COMMAND in anna.screen.text
    assert anna.screen.rows
    await tap(anna, OpenBooking)
    assert REFUSAL not in anna.screen.text


async def test_without_a_location_an_admin_is_told_so_and_shown_the_way(
    house: Scene, boss: Person
) -> None:
    await house.database.change(tables.locations, house.salon.location, is_active=False)
    await boss.send("/maintenance on")
    assert NOTHING_TO_BOOK in boss.screen.text
    assert ON not in boss.screen.text
    await tap(boss, Home)
    assert MENU in boss.screen.text
