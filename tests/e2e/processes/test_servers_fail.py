"""PostgreSQL or Redis is away for a while: a polite word, and afterwards all goes on."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis.asyncio import Redis

from app import dialogues
from bot.callbacks.booking import ConfirmBooking, OpenBooking
from bot.callbacks.home import Again, Back
from bot.ui import toasts
from bot.ui.catalogues import Catalogues
from demo.embedded import EmbeddedPostgres
from demo.simulator import Simulator
from domain.availability.list_services import ListServices, ServiceMenu
from domain.clients.identify import Identify
from domain.clients.model import Client, TelegramProfile
from domain.shared.errors import RetryableError
from domain.shared.ids import LocationId
from tests.e2e.conftest import playing
from tests.e2e.support.running_bot import RunningBot, settings_of
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, DAYS, MENU, RUSH, SERVICES, STALE
from tests.e2e.support.walks import book, tap, to_card, to_days
from tests.support.breakable_connection import BreakableConnection, connection_through
from tests.support.captured_log import Log
from tests.support.database import DatabaseFactory, at
from tests.support.reading import localizer


@dataclass(frozen=True, slots=True)
class Fragile:
    """A scene whose servers hang on lines; the test itself has wires of its own."""

    scene: Scene
    postgres: BreakableConnection
    redis: BreakableConnection


@pytest.fixture
async def fragile(
    simulator: Simulator,
    database: DatabaseFactory,
    log: Log,
    catalogues: Catalogues,
    postgres: EmbeddedPostgres,
    database_url: str,
    redis_server: str,
    redis: Redis,
) -> AsyncIterator[Fragile]:
    redis_socket = Path(redis_server.removeprefix("unix://"))
    async with (
        connection_through(postgres.socket_dir / ".s.PGSQL.5432") as (to_postgres, postgres_dir),
        connection_through(redis_socket) as (to_redis, redis_dir),
    ):
        settings = settings_of(
            simulator,
            database_url.replace(str(postgres.socket_dir), str(postgres_dir)),
            f"unix://{redis_dir / redis_socket.name}",
        )
        bot = RunningBot(simulator, settings, database.clock, catalogues)
        async with playing(simulator, bot, database, log) as scene:
            yield Fragile(scene, to_postgres, to_redis)


async def test_without_postgres_every_act_ends_in_a_polite_word(fragile: Fragile) -> None:
    scene = fragile.scene
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await fragile.postgres.cut()
    await tap(anna, ConfirmBooking)
    sorry = toasts.storage_unavailable(localizer())
    assert anna.notices[-1].text == sorry
    await anna.send("hello?")
    assert anna.chat.newest.text == sorry
    assert len(scene.log.of("storage_unavailable")) == 2
    assert not scene.log.of("update_failed")

    await fragile.postgres.mend()
    await tap(anna, ConfirmBooking)
    assert BOOKED in anna.screen.text
    assert await scene.count() == 1


async def test_connections_that_postgres_closed_are_replaced_unnoticed(fragile: Fragile) -> None:
    scene = fragile.scene
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await fragile.postgres.cut()
    await fragile.postgres.mend()
    await tap(anna, ConfirmBooking)
    assert BOOKED in anna.screen.text
    assert not scene.log.of("update_failed")


async def test_without_redis_the_chat_goes_on(fragile: Fragile) -> None:
    scene = fragile.scene
    anna = await scene.welcome()
    await to_days(anna, scene.salon.haircut)
    await fragile.redis.cut()
    await anna.tap("First free")
    assert STALE in anna.notices[-1].text
    assert MENU in anna.screen.text
    await book(anna, at(10), scene.salon.haircut)
    assert BOOKED in anna.screen.text
    assert await scene.count() == 1
    assert not scene.log.of("update_failed")


async def test_when_redis_is_back_the_chat_goes_on_from_what_it_remembers(
    fragile: Fragile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogues, "PAUSE_S", 0.0)
    scene = fragile.scene
    anna = await scene.welcome()
    await to_days(anna, scene.salon.haircut)
    await fragile.redis.cut()
    await book(anna, at(10), scene.salon.haircut)
    await fragile.redis.mend()
    await tap(anna, Back)
    assert STALE in anna.notices[-1].text
    assert DAYS in anna.screen.text
    assert len([message for message in anna.chat.from_bot if message.rows]) == 1
    await book(anna, at(15), scene.salon.haircut)
    assert await scene.count() == 2
    assert not scene.log.of("update_failed")


async def test_a_redis_that_hangs_is_left_alone_after_the_first_wait(
    fragile: Fragile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogues, "PAUSE_S", 600.0)
    scene = fragile.scene
    anna = await scene.welcome()
    fragile.redis.hang()
    await anna.start()
    await book(anna, at(10), scene.salon.haircut)
    assert BOOKED in anna.screen.text
    assert len(scene.log.of("dialogues_without_redis")) == 1
    await fragile.redis.mend()


async def test_a_rush_in_which_nobody_can_be_found_is_told_in_words_of_its_own(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await scene.welcome()

    async def find_no_connection(_self: Identify, _profile: TelegramProfile) -> Client:
        raise RetryableError

    with monkeypatch.context() as rush:
        rush.setattr(Identify, "execute", find_no_connection)
        await tap(anna, OpenBooking)
        assert RUSH in anna.notices[-1].text
        await anna.send("hello?")
        assert RUSH in anna.chat.newest.text
    assert len(scene.log.of("refused")) == 2
    assert not scene.log.of("update_failed")


async def test_a_screen_that_a_rush_kept_away_is_tried_again_by_a_button(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await scene.welcome()

    async def find_no_connection(_self: ListServices, _location_id: LocationId) -> ServiceMenu:
        raise RetryableError

    with monkeypatch.context() as rush:
        rush.setattr(ListServices, "execute", find_no_connection)
        await tap(anna, OpenBooking)
        await tap(anna, Again)
        assert "A lot is going on" in anna.screen.text
    await tap(anna, Again)
    assert SERVICES in anna.screen.text
