"""A Telegram that minds its limits: what is to be told arrives, and is asked for no more often
than need be."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.methods import SendMessage
from pydantic import HttpUrl, SecretStr
from redis.asyncio import Redis

from app.settings.settings import (
    TelegramSettings,
)
from app.wiring.telegram import build_bot
from bot.transport.pacing import Rank, ranked
from demo.simulator import FloodLimits, Person, Simulator
from infra.cache.guarded_redis import GuardedRedis
from infra.cache.pacing import RedisPace

pytestmark = pytest.mark.servers

EACH = 3
PEOPLE = 12


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        simulator.limit_flood(FloodLimits())
        yield simulator


@pytest.fixture
async def bots(simulator: Simulator, redis: Redis) -> AsyncIterator[tuple[Bot, Bot]]:
    """Two processes, as far as Telegram and Redis can tell."""
    settings = TelegramSettings(
        _env_file=None,
        bot_token=SecretStr(simulator.token),
        bot_api_base=HttpUrl(simulator.base_url),
    )
    pace = RedisPace(GuardedRedis(redis))
    async with build_bot(settings, pace) as one, build_bot(settings, pace) as two:
        yield one, two


async def test_two_processes_stay_within_the_limits_together(
    simulator: Simulator, bots: tuple[Bot, Bot]
) -> None:
    people = [simulator.add_person(first_name=f"Client {number}") for number in range(PEOPLE)]
    for person in people:
        await person.start(wait=False)

    async def tell(bot: Bot, person: Person) -> None:
        with ranked(Rank.ANSWER):
            await bot.send_message(person.id, "news")

    telling = [tell(bots[n % 2], person) for n in range(EACH) for person in people]
    await asyncio.gather(*telling)
    assert [len(person.chat.from_bot) for person in people] == [EACH] * PEOPLE
    asked = [call for call in simulator.calls if isinstance(call, SendMessage)]
    assert len(asked) < 2 * len(telling)


async def test_without_a_pace_the_same_is_refused(simulator: Simulator) -> None:
    anna = simulator.add_person(first_name="Anna")
    await anna.start(wait=False)
    settings = TelegramSettings(
        _env_file=None,
        bot_token=SecretStr(simulator.token),
        bot_api_base=HttpUrl(simulator.base_url),
    )
    async with build_bot(settings) as bot:
        await asyncio.gather(*(bot.send_message(anna.id, "news") for _ in range(EACH + 1)))
    asked = [call for call in simulator.calls if isinstance(call, SendMessage)]
    assert len(asked) > EACH + 1
