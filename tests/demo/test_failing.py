"""Failures on a schedule, as a real aiogram client meets them."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from demo.simulator import FailureKind, Person, Simulator
from tests.support.waiting import TIMEOUT_S

pytestmark = pytest.mark.servers


async def test_too_many_requests_tells_how_long_to_wait(
    simulator: Simulator, bot: Bot, met: Person
) -> None:
    simulator.fail("sendMessage", FailureKind.TOO_MANY_REQUESTS, retry_after_s=7)
    with pytest.raises(TelegramRetryAfter) as refusal:
        await bot.send_message(met.id, "hi")
    assert refusal.value.retry_after == 7
    await bot.send_message(met.id, "hi")
    assert [message.text for message in met.chat.messages] == ["hi"]


async def test_a_server_error_comes_after_as_many_calls_as_asked(
    simulator: Simulator, bot: Bot, met: Person
) -> None:
    simulator.fail("SENDMESSAGE", FailureKind.SERVER_ERROR, after=1, times=2)
    await bot.send_message(met.id, "1")
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await bot.send_message(met.id, "2")
    await bot.send_message(met.id, "3")
    assert [message.text for message in met.chat.messages] == ["1", "3"]


async def test_a_cut_connection_is_a_network_error(
    simulator: Simulator, bot: Bot, met: Person
) -> None:
    simulator.fail("*", FailureKind.CUT)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(met.id, "hi")
    assert met.chat.messages == []


async def test_a_lost_answer_hides_that_it_was_done(
    simulator: Simulator, bot: Bot, met: Person
) -> None:
    simulator.fail("sendMessage", FailureKind.CUT, carried_out=True)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(met.id, "hi")
    assert [message.text for message in met.chat.messages] == ["hi"]


async def test_no_answer_lasts_until_the_client_gives_up(
    simulator: Simulator, bot: Bot, met: Person
) -> None:
    simulator.fail("sendMessage", FailureKind.NO_ANSWER)
    with pytest.raises(TelegramNetworkError, match="timeout"):
        await bot.send_message(met.id, "hi", request_timeout=1)
    async with asyncio.timeout(TIMEOUT_S):
        while simulator.world.progress.in_flight:  # noqa: ASYNC110 - the server ends on its own
            await asyncio.sleep(0.01)


async def test_failures_are_no_violations(simulator: Simulator, bot: Bot, met: Person) -> None:
    simulator.fail("sendMessage", FailureKind.TOO_MANY_REQUESTS)
    simulator.fail("sendMessage", FailureKind.SERVER_ERROR)
    for _ in range(2):
        with pytest.raises((TelegramRetryAfter, TelegramServerError)):
            await bot.send_message(met.id, "hi")
    assert simulator.violations == []


@pytest.mark.usefixtures("polling")
async def test_a_bot_gets_its_updates_although_getting_them_failed(
    simulator: Simulator, anna: Person
) -> None:
    simulator.fail("getUpdates", FailureKind.CUT)
    await anna.start()
    assert anna.screen.has_button("Book")
