"""The page in a real browser."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Literal

import pytest
from aiogram import Bot
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, expect

from demo.simulator import PageOptions, Person, Simulator
from tests.demo.conftest import HandClock

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("polling")]

SCRIPT_ERRORS: list[str] = []


@pytest.fixture(autouse=True)
def _scripts_run_without_errors() -> Iterator[None]:
    SCRIPT_ERRORS.clear()
    yield
    assert SCRIPT_ERRORS == []


def _is_error(line: ConsoleMessage) -> bool:
    return line.type == "error" and "ERR_CONNECTION_REFUSED" not in line.text


@pytest.fixture
async def simulator(clock: HandClock) -> AsyncIterator[Simulator]:
    async def move(step: timedelta) -> None:
        clock.move(step)

    page = PageOptions(title="Salon", timezone="UTC", move_clock=move)
    async with Simulator(clock=clock, page=page) as simulator:
        yield simulator


async def open_page(
    chromium: Browser,
    simulator: Simulator,
    *,
    width: int = 1280,
    scheme: Literal["light", "dark"] = "light",
) -> Page:
    page = await chromium.new_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: SCRIPT_ERRORS.append(str(error)))
    page.on("console", lambda line: SCRIPT_ERRORS.append(line.text) if _is_error(line) else None)
    await page.goto(simulator.base_url)
    return page


@pytest.fixture
async def page(chromium: Browser, simulator: Simulator, anna: Person) -> AsyncIterator[Page]:
    page = await open_page(chromium, simulator)
    yield page
    await page.close()


def pane_of(page: Page, person: Person) -> Locator:
    return page.locator(f".pane[data-chat='{person.id}']")


async def test_starting_typing_and_tapping_by_mouse(page: Page, anna: Person) -> None:
    pane = pane_of(page, anna)
    await pane.get_by_role("button", name="Start", exact=True).click()
    await expect(pane.get_by_text("Hello, Anna!")).to_be_visible()
    await pane.get_by_role("textbox").fill("hello <b>you</b>")
    await pane.get_by_role("button", name="Send").click()
    await expect(pane.get_by_text("You said: hello <b>you</b>")).to_be_visible()
    await pane.get_by_role("button", name="Book", exact=True).click()
    await expect(pane.get_by_text("Choose a day in March")).to_be_visible()
    await expect(pane.get_by_text("edited", exact=True)).to_be_visible()
    await expect(pane.locator(".toast")).to_have_text("book for Anna")
    await expect(pane.get_by_text("Hello, Anna!")).to_have_count(0)


async def test_everything_can_be_done_by_keyboard_alone(page: Page, anna: Person) -> None:
    pane = pane_of(page, anna)
    await expect(pane).to_be_visible()
    await page.keyboard.press("F6")
    await page.keyboard.press("Enter")
    await expect(pane.get_by_text("Hello, Anna!")).to_be_visible()
    await expect(pane.get_by_role("textbox")).to_be_visible()
    await page.keyboard.press("F6")
    await expect(pane.get_by_role("textbox")).to_be_focused()
    await page.keyboard.type("typed")
    await page.keyboard.press("Enter")
    await expect(pane.get_by_text("You said: typed")).to_be_visible()
    await pane.get_by_role("button", name="Book", exact=True).focus()
    await page.keyboard.press("Enter")
    first_free = pane.get_by_role("button", name="Tue 3 March, first free")
    await expect(first_free).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowRight")
    await expect(pane.get_by_role("button", name="2", exact=True)).to_be_focused()
    await page.keyboard.press("Tab")
    third = pane.get_by_role("button", name="3", exact=True)
    await expect(third).to_be_focused()
    assert await third.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


async def test_commands_and_languages_are_chosen_from_menus(page: Page, anna: Person) -> None:
    await anna.start()
    pane = pane_of(page, anna)
    await pane.locator("summary[aria-label='Commands']").press("Enter")
    await expect(pane.get_by_role("button", name="/start Open the menu")).to_be_focused()
    await pane.get_by_role("button", name="/card").press("Enter")
    await expect(pane.get_by_role("button", name="Add to calendar")).to_be_visible()
    await pane.get_by_role("combobox").select_option("de")
    await expect(pane.get_by_text("Montag, 2. März").first).to_be_visible()
    assert anna.user.language_code == "de"


async def test_nothing_that_a_chat_holds_runs_or_becomes_markup(page: Page, anna: Person) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    await anna.send(evil)
    pane = pane_of(page, anna)
    await expect(pane.get_by_text(f"You said: {evil}")).to_be_visible()
    assert await pane.locator(".words img, .words script").count() == 0


async def test_formats_pictures_and_files_are_shown(page: Page, anna: Person) -> None:
    await anna.send("/card")
    await anna.tap("Add to calendar")
    pane = pane_of(page, anna)
    card = pane.locator("article").filter(has=page.get_by_role("button", name="Move", exact=True))
    await expect(card.locator("strong").first).to_have_text("Your visit")
    await expect(card.locator("blockquote")).to_contain_text("Free to move")
    await expect(card.locator("code")).to_have_text("BK-2041")
    await expect(card.get_by_role("link", name="directions")).to_have_attribute(
        "href", "https://example.org/map"
    )
    assert await pane.locator(".picture img").evaluate("node => node.naturalWidth") == 640
    async with page.expect_download() as download:
        await pane.get_by_role("link", name="Download visit.ics").click()
    assert (await download.value).suggested_filename == "visit.ics"


async def test_links_are_shown_before_they_open(page: Page, anna: Person) -> None:
    await anna.send("/card")
    await pane_of(page, anna).get_by_role("button", name="Map").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("https://example.org/map")
    await dialog.get_by_role("button", name="Cancel").click()
    await expect(dialog).to_be_hidden()


async def test_an_alert_waits_for_ok(page: Page, anna: Person) -> None:
    await anna.start()
    await pane_of(page, anna).get_by_role("button", name="Help").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Write to us at any time.")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()


async def test_an_invoice_is_closed_declined_and_then_paid(page: Page, anna: Person) -> None:
    await anna.send("/pay")
    pane = pane_of(page, anna)
    dialog = page.get_by_role("dialog")
    await pane.get_by_role("button", name="Pay €15.00").click()
    await dialog.get_by_role("button", name="Close the invoice").click()
    await expect(dialog).to_be_hidden()
    await pane.get_by_role("button", name="Pay €15.00").click()
    await dialog.get_by_role("button", name="Use a card that is declined").click()
    await expect(pane.locator(".toast")).to_have_text("Payment failed: the card was declined.")
    await pane.get_by_role("button", name="Pay €15.00").click()
    await dialog.get_by_role("button", name="Pay with the test card").click()
    await expect(pane.get_by_text("Anna paid €15.00")).to_be_visible()
    await expect(pane.locator(".invoice .state")).to_have_text("Paid")
    await pane.get_by_role("button", name="Receipt").click()
    await expect(dialog.locator(".receipt")).to_contain_text("Paid, March 2, 2026")


async def test_an_invoice_is_paid_by_keyboard_and_its_money_comes_late(
    page: Page, anna: Person, clock: HandClock
) -> None:
    await anna.send("/pay")
    pane = pane_of(page, anna)
    await pane.get_by_role("button", name="Pay €15.00").focus()
    await page.keyboard.press("Enter")
    late = page.get_by_role("dialog").get_by_role("button", name="Pay, but let the money come late")
    for _ in range(2):
        await page.keyboard.press("Tab")
    await expect(late).to_be_focused()
    await page.keyboard.press("Enter")
    arrives = pane.get_by_role("button", name="Let it arrive")
    await expect(arrives).to_be_visible()
    clock.move(timedelta(days=1))
    await arrives.focus()
    await page.keyboard.press("Enter")
    await expect(pane.get_by_text("Anna paid €15.00")).to_be_visible()
    await expect(arrives).to_be_hidden()
    assert [charge.paid_at for charge in anna.charges] == [clock.now]


async def test_an_invoice_that_is_taken_away_closes_its_dialog(
    page: Page, anna: Person, bot: Bot
) -> None:
    await anna.send("/pay")
    pane = pane_of(page, anna)
    await pane.get_by_role("button", name="Pay €15.00").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await bot.delete_message(anna.id, anna.chat.newest.id)
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(pane.locator(".toast")).to_have_text("The invoice was taken away.")


async def test_stars_go_back_from_their_receipt(page: Page, anna: Person) -> None:
    await anna.send("/tip")
    await anna.pay()
    pane = pane_of(page, anna)
    await pane.get_by_role("button", name="Receipt").click()
    await page.get_by_role("dialog").get_by_role("button", name="give the Stars back").click()
    await expect(pane.get_by_text("Anna got back 50 ⭐")).to_be_visible()
    await expect(pane.locator(".invoice .state")).to_have_text("Refunded")


async def test_a_blocked_bot_can_be_unblocked(page: Page, anna: Person) -> None:
    await anna.start()
    pane = pane_of(page, anna)
    await pane.locator("summary[aria-label='More']").click()
    await pane.get_by_role("button", name="Block the bot").click()
    await pane.get_by_role("button", name="Unblock", exact=True).click()
    await expect(pane.get_by_role("textbox")).to_be_visible()
    assert not anna.private_chat.blocked


async def test_the_clock_moves_from_the_header(page: Page, clock: HandClock) -> None:
    before = clock.now
    header = page.get_by_role("banner").first
    await header.get_by_role("button", name="+1 h").click()
    await expect(header.locator("time")).to_contain_text("10:00")
    assert clock.now - before == timedelta(hours=1)


async def test_a_group_is_looked_at_as_one_of_its_members(
    chromium: Browser, simulator: Simulator, anna: Person
) -> None:
    olga = simulator.add_person(first_name="Olga")
    group = simulator.add_group(title="Admins", members=[anna, olga])
    page = await open_page(chromium, simulator)
    pane = page.locator(f".pane[data-chat='{group.id}']")
    await pane.get_by_role("textbox").fill("/connect")
    await page.keyboard.press("Enter")
    await expect(pane.get_by_text("Connected.")).to_be_visible()
    await pane.get_by_role("combobox").select_option("as Olga")
    await pane.get_by_role("button", name="Who am I?").click()
    await expect(pane.locator(".toast")).to_have_text("who for Olga")
    await page.close()


async def test_a_phone_shows_one_chat_at_a_time(
    chromium: Browser, simulator: Simulator, anna: Person
) -> None:
    olga = simulator.add_person(first_name="Olga")
    page = await open_page(chromium, simulator, width=390)
    await expect(pane_of(page, anna)).to_be_visible()
    await expect(pane_of(page, olga)).to_be_hidden()
    await olga.start()
    tab = page.get_by_role("tab", name="Olga")
    await expect(tab).to_have_class("unread")
    await tab.click()
    await expect(pane_of(page, olga)).to_be_visible()
    await expect(pane_of(page, anna)).to_be_hidden()
    await expect(tab).not_to_have_class("unread")
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_stands_out_in_light_and_dark(
    chromium: Browser, simulator: Simulator, anna: Person, scheme: Literal["light", "dark"]
) -> None:
    await anna.send("/pay")
    await anna.pay()
    await anna.send("/card")
    page = await open_page(chromium, simulator, scheme=scheme)
    ratios = await page.evaluate(_CONTRASTS)
    assert ratios
    assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}
    await page.close()


# The contrast of text against its background, by the formula of the accessibility guidelines.
_CONTRASTS = """async () => {
  const pairs = {
    bubble: [".bubble .words", ".bubble"], own: [".own .words", ".own .bubble"],
    time: [".bubble .meta", ".bubble"], ownTime: [".own .meta", ".own .bubble"],
    key: [".key:not(.danger)", ".key:not(.danger)"], danger: [".key.danger", ".key.danger"],
    name: [".pane-head h2", ".pane"], note: [".pane-head .note", ".pane"],
    link: [".words a", ".bubble"], paid: [".invoice .state", ".message:not(.own) .bubble"],
    title: [".brand h1", "body"], clock: [".clock time", "body"], hint: [".brand p", "body"],
  };
  while (!document.querySelector(".key.danger")) await new Promise(requestAnimationFrame);
  const light = (color) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  return Object.fromEntries(Object.entries(pairs).map(([name, [text, ground]]) => {
    const [a, b] = [light(style(text).color), light(style(ground).backgroundColor)];
    return [name, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
  }));
}"""
