"""Chats in the page, in a real browser: by mouse, by keyboard, on a phone, in the dark."""

from typing import Literal

import pytest
from playwright.async_api import Browser, Page, expect

from demo.simulator import Person, Simulator
from tests.demo.page.windows import open_page, pane_of

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("polling")]


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


async def test_a_blocked_bot_can_be_unblocked(page: Page, anna: Person) -> None:
    await anna.start()
    pane = pane_of(page, anna)
    await pane.locator("summary[aria-label='More']").click()
    await pane.get_by_role("button", name="Block the bot").click()
    await pane.get_by_role("button", name="Unblock", exact=True).click()
    await expect(pane.get_by_role("textbox")).to_be_visible()
    assert not anna.private_chat.blocked


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
