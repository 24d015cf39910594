"""Stars of which the bot was never told: the list of Telegram tells of them, page by page."""

import pytest
from sqlalchemy import update

from bot.callbacks.visits import AskCancel, CancelVisitTap
from demo.simulator import Person
from domain.checkout import reconcile_payments
from domain.checkout.reconcile_payments import ReconcilePayments, Reconciliation
from domain.checkout.send_refunds import SendRefunds
from infra.db import tables
from tests.e2e.support.deposits import hold, run
from tests.e2e.support.paying import charges, payments
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, HELD
from tests.e2e.support.walks import tap
from tests.support.database import at

THURSDAY = at(10, day=3)


@pytest.fixture
async def anna(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody who has to pay stars for a time; two transactions fit on a page."""
    monkeypatch.setattr(reconcile_payments, "PAGE_SIZE", 2)
    await scene.database.execute(update(tables.locations).values(currency="XTR"))
    return await scene.welcome("Anna")


async def reconcile(scene: Scene) -> Reconciliation:
    """Do the job, and deliver what it wrote."""
    async with scene.bot.container() as scope:
        done = await (await scope.get(ReconcilePayments)).execute()
    await scene.bot.deliver()
    return done


async def test_stars_that_nobody_told_of_confirm_the_visit_and_their_refund_is_noted(
    scene: Scene, anna: Person
) -> None:
    await hold(scene, anna, THURSDAY)
    charge = await anna.complete(await anna.checkout(), tell=False)
    assert HELD in anna.screen.text

    assert await reconcile(scene) == Reconciliation(read=1, unheard=1)

    assert BOOKED in anna.screen.text
    assert [payment.state for payment in await payments(scene)] == ["paid"]
    await anna.get_stars_back(charge, tell=False)
    assert await reconcile(scene) == Reconciliation(read=1, unheard=1)
    assert [payment.state for payment in await payments(scene)] == ["refunded"]
    assert [booking.status for booking in await scene.bookings()] == ["confirmed"]
    assert any("went back to you" in shown.text for shown in anna.chat.from_bot)
    assert await reconcile(scene) == Reconciliation()


async def test_a_long_list_of_what_is_known_and_unknown_is_read_to_its_end(
    scene: Scene, anna: Person
) -> None:
    for hour in (10, 12):
        await hold(scene, anna, at(hour, day=3))
        await anna.pay()
        await tap(anna, AskCancel)
        await tap(anna, CancelVisitTap)
        await run(scene, SendRefunds)
        await anna.start()
    await hold(scene, anna, at(14, day=3))
    await anna.complete(await anna.checkout(), tell=False)

    done = await reconcile(scene)

    assert (done.read, done.unheard) == (5, 1)
    assert [payment.state for payment in await payments(scene)] == ["refunded", "refunded", "paid"]
    assert {charge.outcome for charge in await charges(scene)} == {"confirmed", "known"}
