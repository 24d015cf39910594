from typing import Literal

from playwright.async_api import Browser, ConsoleMessage, Locator, Page

from demo.simulator import Person, Simulator
from tests.demo.browser_timeouts import TIMEOUT_MS

SCRIPT_ERRORS: list[str] = []


async def open_page(
    chromium: Browser,
    simulator: Simulator,
    *,
    width: int = 1280,
    scheme: Literal["light", "dark"] = "light",
) -> Page:
    """Open the page of chats, and keep the errors of its scripts."""
    page = await chromium.new_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.set_default_timeout(TIMEOUT_MS)
    page.on("pageerror", lambda error: SCRIPT_ERRORS.append(str(error)))
    page.on("console", lambda line: SCRIPT_ERRORS.append(line.text) if _is_error(line) else None)
    await page.goto(simulator.base_url)
    return page


def pane_of(page: Page, person: Person) -> Locator:
    """Find the chat of a person."""
    return page.locator(f".pane[data-chat='{person.id}']")


def _is_error(line: ConsoleMessage) -> bool:
    return line.type == "error" and "ERR_CONNECTION_REFUSED" not in line.text
