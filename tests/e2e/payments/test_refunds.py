"""Cancelling what was paid for: all comes back, a part, nothing, at once or by hand."""

from datetime import timedelta

import pytest

from bot.callbacks.refunds import OpenRefunds, RefundMade
from bot.callbacks.visits import AskCancel, CancelVisitTap
from demo.simulator import Person
from domain.checkout.send_refunds import SendRefunds
from infra.db import tables
from tests.e2e.support.deposits import hold, run
from tests.e2e.support.paying import payments
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, CANCELLED, UNKNOWN_COMMAND
from tests.e2e.support.walks import data_of, tap
from tests.support.database import at

THURSDAY = at(10, day=3)


@pytest.fixture
async def paid(scene: Scene, anna: Person) -> Person:
    """Somebody who has paid nine euros for a visit on Thursday."""
    await hold(scene, anna, THURSDAY)
    await anna.pay()
    assert BOOKED in anna.screen.text
    return anna


async def _until(scene: Scene, **before: float) -> None:
    """Let time pass until so long before the visit."""
    scene.clock.moment = THURSDAY - timedelta(**before)


async def test_a_cancel_in_time_brings_all_of_it_back(scene: Scene, paid: Person) -> None:
    await tap(paid, AskCancel)
    assert "All that you paid, €9, goes back to you." in paid.screen.text
    await tap(paid, CancelVisitTap)
    assert "your money goes back" in paid.notices[-1].text
    assert CANCELLED in paid.screen.text
    assert "€9 goes back to you." in paid.screen.text
    await run(scene, SendRefunds)
    (payment,) = await payments(scene)
    assert (payment.state, payment.refund_minor) == ("refunded", 900)
    assert any("€9 went back to you" in shown.text for shown in paid.chat.from_bot)


async def test_a_late_cancel_costs_what_it_was_said_to_cost(scene: Scene, paid: Person) -> None:
    await scene.change_policies(late_cancel_fee_percent=20)
    await _until(scene, minutes=30)
    await tap(paid, AskCancel)
    assert "You paid €9: €3 goes back to you, and €6 is kept" in paid.screen.text
    assert paid.screen.buttons[0] == ["Yes, cancel and lose €6"]
    await tap(paid, CancelVisitTap)
    await run(scene, SendRefunds)
    (payment,) = await payments(scene)
    assert (payment.state, payment.refund_minor) == ("refunded", 300)


async def test_a_late_cancel_can_cost_all_that_was_paid(scene: Scene, paid: Person) -> None:
    await scene.change_policies(late_cancel_fee_percent=100)
    await _until(scene, minutes=30)
    await tap(paid, AskCancel)
    assert "You paid €9: nothing of it goes back" in paid.screen.text
    await tap(paid, CancelVisitTap)
    assert "You paid €9, which is kept" in paid.screen.text
    await run(scene, SendRefunds)
    (payment,) = await payments(scene)
    assert payment.state == "paid"


async def test_nobody_loses_more_than_the_question_said(scene: Scene, paid: Person) -> None:
    """The window of late cancels begins between the question and the answer."""
    await scene.change_policies(late_cancel_fee_percent=20)
    await _until(scene, minutes=61)
    await tap(paid, AskCancel)
    assert "All that you paid" in paid.screen.text
    scene.clock.advance(minutes=2)
    await tap(paid, CancelVisitTap)
    assert "less money goes back" in paid.notices[-1].text
    assert "€3 goes back to you, and €6 is kept" in paid.screen.text
    (booking,) = await scene.bookings()
    assert booking.status == "confirmed"
    await tap(paid, CancelVisitTap)
    assert CANCELLED in paid.screen.text


async def test_without_a_fee_a_late_cancel_is_refused_as_ever(scene: Scene, paid: Person) -> None:
    await _until(scene, minutes=30)
    await tap(paid, AskCancel)
    assert "too late to cancel" in paid.screen.text


@pytest.fixture
async def boss(scene: Scene) -> Person:
    """An admin."""
    boss = await scene.welcome("Boss")
    await scene.database.execute(
        tables.users.update().where(tables.users.c.telegram_id == boss.id).values(is_admin=True)
    )
    return boss


async def test_what_no_provider_sends_back_an_admin_does_and_notes(
    scene: Scene, paid: Person, boss: Person
) -> None:
    (payment,) = await payments(scene)
    await scene.database.change(tables.payments, payment.id, provider="telegram")
    await tap(paid, AskCancel)
    assert "We send it by hand, within a few days." in paid.screen.text
    await tap(paid, CancelVisitTap)
    await run(scene, SendRefunds)
    assert "Please send €9 back" in boss.screen.text
    news = boss.screen
    await tap(boss, OpenRefunds)
    assert "To be sent back by hand" in boss.screen.text
    assert "Anna" in boss.screen.text
    assert boss.shown(news).text == news.text  # the news stay to be read
    await tap(boss, RefundMade)
    assert "the money went back" in boss.notices[-1].text
    assert "No money is to be sent back by hand" in boss.screen.text
    await scene.bot.deliver()
    (payment,) = await payments(scene)
    assert payment.state == "refunded"
    assert any("€9 went back to you" in shown.text for shown in paid.chat.from_bot)


async def test_an_admin_notes_a_refund_by_hand_of_a_visit_that_stands(
    scene: Scene, paid: Person, boss: Person
) -> None:
    (payment,) = await payments(scene)
    await scene.database.change(tables.payments, payment.id, provider="telegram")
    await paid.send("/refunded 1")
    assert UNKNOWN_COMMAND in paid.screen.text
    await boss.send("/refunded")
    assert "/refunded 17" in boss.screen.text
    await boss.send(f"/refunded {payment.booking_id}")
    assert "the money went back" in boss.screen.text
    (payment,) = await payments(scene)
    assert payment.state == "refunded"
    assert [booking.status for booking in await scene.bookings()] == ["confirmed"]


async def test_a_refund_that_is_noted_twice_is_one(
    scene: Scene, paid: Person, boss: Person
) -> None:
    (payment,) = await payments(scene)
    await scene.database.change(tables.payments, payment.id, provider="telegram")
    await tap(paid, AskCancel)
    await tap(paid, CancelVisitTap)
    await run(scene, SendRefunds)
    await boss.send("/refunds")
    (data,) = data_of(RefundMade, boss.screen)
    for query in [await boss.tap_data(data, wait=False) for _ in range(2)]:
        await boss.settle()
        assert query.answered
    assert "No money is to be sent back by hand" in boss.screen.text


async def test_for_clients_there_is_no_list_of_refunds(scene: Scene, paid: Person) -> None:
    (payment,) = await payments(scene)
    await scene.database.change(tables.payments, payment.id, provider="telegram")
    await tap(paid, AskCancel)
    await tap(paid, CancelVisitTap)
    await run(scene, SendRefunds)
    await paid.send("/refunds")
    assert UNKNOWN_COMMAND in paid.screen.text
    for kind in (OpenRefunds(), RefundMade(payment_id=payment.id)):
        await paid.tap_data(kind.pack())
    (payment,) = await payments(scene)
    assert payment.state == "refund_due"
