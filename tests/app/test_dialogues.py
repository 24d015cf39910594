"""Dialogues in Redis: they end some day, and unreadable ones begin at the menu."""

import pytest
from aiogram.fsm.storage.base import StorageKey
from pydantic import SecretStr
from redis.asyncio import Redis
from structlog.testing import capture_logs

from app.dialogues import DIALOGUE_LIFETIME, build_dialogues
from app.settings.settings import RedisSettings

pytestmark = pytest.mark.servers

KEY = StorageKey(bot_id=1, chat_id=7, user_id=7)
NAME = "fsm:7:7:data"


@pytest.fixture
def settings(redis_server: str) -> RedisSettings:
    return RedisSettings(_env_file=None, redis_url=SecretStr(redis_server))


async def test_an_abandoned_dialogue_ends(redis: Redis, settings: RedisSettings) -> None:
    storage, _ = build_dialogues(settings, several_processes=False)
    await storage.set_data(KEY, {"note": "with a word"})
    assert 0 < await redis.ttl(NAME) <= DIALOGUE_LIFETIME.total_seconds()
    await storage.close()


@pytest.mark.parametrize("garbage", ["{", "7", "[1]", '"text"', "null"])
async def test_an_unreadable_dialogue_is_deleted(
    redis: Redis, settings: RedisSettings, garbage: str
) -> None:
    storage, _ = build_dialogues(settings, several_processes=False)
    await redis.set(NAME, garbage)
    with capture_logs() as logs:
        assert [await storage.get_data(KEY) for _ in range(2)] == [{}, {}]
    assert [line["event"] for line in logs] == ["dialogue_unreadable"]
    assert not await redis.exists(NAME)
    await storage.close()


async def test_keys_of_another_type_are_deleted(redis: Redis, settings: RedisSettings) -> None:
    storage, _ = build_dialogues(settings, several_processes=False)
    for name in (NAME, "fsm:7:7:state"):
        await redis.rpush(name, "garbage")
    assert await storage.get_data(KEY) == {}
    assert await storage.get_state(KEY) is None
    await storage.set_data(KEY, {"a": 1})
    assert await storage.get_data(KEY) == {"a": 1}
    await storage.close()
