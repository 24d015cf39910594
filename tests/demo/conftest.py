import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from playwright.async_api import Browser, async_playwright, expect

from demo.simulator import Person, Simulator
from tests.demo.browser_timeouts import TIMEOUT_MS
from tests.demo.manual_clock import ManualClock
from tests.demo.tiny_bot import build_bot, build_dispatcher

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@asynccontextmanager
async def running(dispatcher: Dispatcher, simulator: Simulator, bot: Bot) -> AsyncIterator[None]:
    """Let a dispatcher poll, in this very process."""
    simulator.watch(dispatcher)
    task = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
    )
    yield
    await dispatcher.stop_polling()
    await task


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def simulator(clock: ManualClock) -> AsyncIterator[Simulator]:
    async with Simulator(clock=clock) as running:
        yield running


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    """A bot that does nothing by itself."""
    session = AiohttpSession(api=simulator.api_server)
    yield build_bot(simulator, session)
    await (await session.create_session()).close()  # without aiogram's pause for TLS


@pytest.fixture
async def polling(simulator: Simulator, bot: Bot) -> AsyncIterator[None]:
    """Lets the tiny bot run."""
    async with running(build_dispatcher(), simulator, bot):
        yield


@pytest.fixture
def anna(simulator: Simulator) -> Person:
    return simulator.add_person(first_name="Anna")


@pytest.fixture
def met(anna: Person) -> Person:
    """Anna after she wrote to the bot, so that the bot may write to her."""
    anna.private_chat.started = True
    return anna


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    expect.set_options(timeout=TIMEOUT_MS)
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield browser
        await browser.close()
