"""Invoices and the clock in the page, in a real browser."""

from datetime import timedelta

import pytest
from aiogram import Bot
from playwright.async_api import Page, expect

from demo.simulator import Person
from tests.demo.manual_clock import ManualClock
from tests.demo.page.windows import pane_of

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("polling")]


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
    page: Page, anna: Person, clock: ManualClock
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


async def test_the_clock_moves_from_the_header(page: Page, clock: ManualClock) -> None:
    before = clock.now
    header = page.get_by_role("banner").first
    await header.get_by_role("button", name="+1 h").click()
    await expect(header.locator("time")).to_contain_text("10:00")
    assert clock.now - before == timedelta(hours=1)
