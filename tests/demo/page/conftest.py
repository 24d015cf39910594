from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page

from demo.simulator import PageOptions, Person, Simulator
from tests.demo.manual_clock import ManualClock
from tests.demo.page.windows import SCRIPT_ERRORS, open_page


@pytest.fixture(autouse=True)
def _scripts_run_without_errors() -> Iterator[None]:
    SCRIPT_ERRORS.clear()
    yield
    assert SCRIPT_ERRORS == []


@pytest.fixture
async def simulator(clock: ManualClock) -> AsyncIterator[Simulator]:
    """A simulator whose page moves the clock."""

    async def move(step: timedelta) -> None:
        clock.move(step)

    page = PageOptions(title="Salon", timezone="UTC", move_clock=move)
    async with Simulator(clock=clock, page=page) as simulator:
        yield simulator


@pytest.fixture
async def page(chromium: Browser, simulator: Simulator, anna: Person) -> AsyncIterator[Page]:
    """The page with Anna's chat in it."""
    page = await open_page(chromium, simulator)
    yield page
    await page.close()
