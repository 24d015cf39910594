"""How updates reach a bot: long polling and webhook."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiogram.methods import SendMessage
from aiogram.types import Update
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from demo.simulator import NotSettledError, Person, Simulator
from tests.demo.tiny_bot import build_dispatcher

pytestmark = pytest.mark.servers


def ids(updates: list[Update]) -> list[int]:
    return [update.update_id for update in updates]


async def test_updates_come_again_until_they_are_confirmed(bot: Bot, anna: Person) -> None:
    await anna.send("one", wait=False)
    await anna.send("two", wait=False)
    first = ids(await bot.get_updates(limit=1))
    both = ids(await bot.get_updates())
    assert both == [first[0], first[0] + 1]
    assert ids(await bot.get_updates(offset=both[1])) == [both[1]]
    assert ids(await bot.get_updates(offset=both[1] + 1)) == []


async def test_a_negative_offset_keeps_only_the_newest(bot: Bot, anna: Person) -> None:
    for text in ("one", "two", "three"):
        await anna.send(text, wait=False)
    kept = await bot.get_updates(offset=-1)
    assert [update.message.text for update in kept if update.message] == ["three"]


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, anna: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0)
    await anna.send("hi", wait=False)
    assert len(await poll) == 1


async def test_a_second_poll_ends_the_first_with_a_conflict(
    simulator: Simulator, bot: Bot, anna: Person
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await _until_polling(simulator)
    second = asyncio.create_task(bot.get_updates(timeout=30))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await first
    await anna.send("hi", wait=False)
    assert len(await second) == 1
    assert [v.method for v in simulator.violations] == ["getUpdates"]


async def test_only_kinds_that_were_asked_for_are_kept(bot: Bot, anna: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await anna.send("hi", wait=False)
    assert await bot.get_updates() == []
    await bot.get_updates(allowed_updates=["message"])
    await anna.send("hi", wait=False)
    assert len(await bot.get_updates()) == 1


async def test_a_stopped_simulator_lets_a_poll_end(bot: Bot, simulator: Simulator) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await _until_polling(simulator)
    await simulator.stop()
    assert await poll == []


async def test_without_a_bot_nothing_settles_and_the_reason_is_told(anna: Person) -> None:
    await anna.start(wait=False)
    with pytest.raises(NotSettledError, match="was never fetched"):
        await anna.settle(timeout_s=0.05)


async def test_a_message_without_a_reply_does_not_settle(bot: Bot, anna: Person) -> None:
    await anna.send("hi", wait=False)
    await bot.send_message(anna.id, "x", reply_markup=None)
    offset = (await bot.get_updates())[-1].update_id + 1
    await bot.get_updates(offset=offset)
    with pytest.raises(NotSettledError, match="got no reply"):
        await anna.settle(timeout_s=0.05)


async def test_from_another_process_a_reply_and_a_confirmation_settle(
    simulator: Simulator, bot: Bot, anna: Person
) -> None:
    waiting = asyncio.create_task(anna.start())
    (update,) = await bot.get_updates(timeout=5)
    await bot.send_message(anna.id, "hello")
    await bot.get_updates(offset=update.update_id + 1)
    await waiting
    assert anna.chat.newest.text == "hello"
    assert not simulator.world.progress.watched


@asynccontextmanager
async def receiver(bot: Bot, secret: str) -> AsyncIterator[str]:
    """A real aiogram webhook on loopback."""
    app = web.Application()
    SimpleRequestHandler(build_dispatcher(), bot, secret_token=secret).register(app, path="/hook")
    async with serving(app) as base:
        yield f"{base}/hook"


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_webhook_gets_updates_with_its_secret(
    simulator: Simulator, bot: Bot, anna: Person
) -> None:
    async with receiver(bot, "s3cret") as url:
        await bot.set_webhook(url, secret_token="s3cret")
        with pytest.raises(TelegramConflictError, match="while webhook is active"):
            await bot.get_updates()
        await anna.start()
        await anna.tap("Book")
        assert anna.screen.has_button("Back")
        assert (await bot.get_webhook_info()).url == url
        await bot.delete_webhook()
    assert await bot.get_updates() == []
    assert [v.method for v in simulator.violations] == ["getUpdates"]


async def test_a_wrong_secret_is_refused_and_retried_until_it_is_right(
    bot: Bot, anna: Person
) -> None:
    async with receiver(bot, "right") as url:
        await bot.set_webhook(url, secret_token="wrong")
        await anna.start(wait=False)
        while not (info := await bot.get_webhook_info()).last_error_message:
            pass
        assert info.last_error_message == "Wrong response from the webhook: 401 Unauthorized"
        assert info.pending_update_count == 1
        await bot.set_webhook(url, secret_token="right")
        await anna.settle()
        await bot.delete_webhook(drop_pending_updates=True)


async def test_a_method_can_come_back_as_the_answer_to_an_update(bot: Bot, anna: Person) -> None:
    async def answer(request: web.Request) -> web.Response:
        message = (await request.json())["message"]
        reply = SendMessage(chat_id=message["chat"]["id"], text=f"echo {message['text']}")
        return web.json_response(
            {"method": "sendMessage", "chat_id": reply.chat_id, "text": reply.text}
        )

    app = web.Application()
    app.router.add_post("/", answer)
    async with serving(app) as url:
        await bot.set_webhook(url)
        await anna.send("hi")
        assert anna.chat.newest.text == "echo hi"
        await bot.delete_webhook()


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        ("http://example.org/hook", None, "An HTTPS URL must be provided for webhook"),
        ("https://example.org/hook", "a b", "secret token contains unallowed characters"),
    ],
)
async def test_webhooks_have_rules(bot: Bot, url: str, secret: str | None, reason: str) -> None:
    with pytest.raises(TelegramBadRequest, match=reason):
        await bot.set_webhook(url, secret_token=secret)


async def test_pending_updates_can_be_dropped(bot: Bot, anna: Person) -> None:
    await anna.send("hi", wait=False)
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []
    await anna.settle()


async def _until_polling(simulator: Simulator) -> None:
    while not simulator.world.updates.is_polled:  # noqa: ASYNC110 - the server tells nobody
        await asyncio.sleep(0.005)
