"""Money comes in by a message: kept first, then settled, then shown."""

import pytest
from sqlalchemy import text

from demo.simulator import Person
from demo.simulator.updates.updates import Update
from infra.db import tables
from tests.e2e.support.paying import ask_for_money, charges, hold, payments
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, MASTERS
from tests.e2e.support.walks import to_masters


async def _with_invoice(scene: Scene, person: Person) -> Person:
    await hold(scene, person)
    await ask_for_money(scene, person)
    return person


def _tell_again(
    scene: Scene, person: Person, payer: Person | None = None, **changes: object
) -> None:
    """Let Telegram tell of the person's last payment once more, or of one that it never had."""
    payer = payer or person
    message = next(
        shown.message
        for shown in reversed(person.chat.messages)
        if shown.message.successful_payment
    )
    assert message.successful_payment is not None
    paid = message.successful_payment.model_copy(update=changes)
    scene.simulator.world.updates.put(
        "message",
        message.model_copy(
            update={
                "successful_payment": paid,
                "chat": message.chat.model_copy(update={"id": payer.id}),
                "from_user": payer.user,
            }
        ),
        person_id=payer.id,
        chat_id=payer.id,
    )


async def test_a_payment_confirms_the_visit_on_the_same_card(scene: Scene, anna: Person) -> None:
    await _with_invoice(scene, anna)
    card = anna.screen.key
    await anna.pay()
    assert anna.screen.key == card
    assert BOOKED in anna.screen.text
    assert [booking.status for booking in await scene.bookings()] == ["confirmed"]
    assert [payment.state for payment in await payments(scene)] == ["paid"]
    assert [charge.outcome for charge in await charges(scene)] == ["confirmed"]


async def test_the_same_payment_told_twice_changes_nothing_the_second_time(
    scene: Scene, anna: Person
) -> None:
    await _with_invoice(scene, anna)
    await anna.pay()
    before = (await scene.bookings(), await payments(scene), await charges(scene), anna.screen.text)
    _tell_again(scene, anna)
    await anna.settle()
    after = (await scene.bookings(), await payments(scene), await charges(scene), anna.screen.text)
    assert after == before


async def test_who_looks_at_something_else_is_shown_the_visit_at_the_end_of_the_chat(
    scene: Scene, anna: Person
) -> None:
    await _with_invoice(scene, anna)
    invoice = anna.invoices[-1]
    await to_masters(anna, scene.salon.haircut)
    assert MASTERS in anna.screen.text
    await anna.pay(invoice)
    assert BOOKED in anna.screen.text
    assert anna.screen.key == anna.chat.newest.key


async def test_money_that_fits_nothing_is_kept_and_the_payer_and_the_admins_are_told(
    scene: Scene, anna: Person
) -> None:
    await _with_invoice(scene, anna)
    await anna.pay()
    _tell_again(
        scene, anna, telegram_payment_charge_id="other", invoice_payload="of another program"
    )
    await anna.settle()
    assert "fits none of your visits" in anna.screen.text
    assert [charge.outcome for charge in await charges(scene)] == ["confirmed", "unknown_payment"]
    kinds = await scene.database.rows(text("SELECT kind FROM outbox_messages"))
    assert "payment_unmatched" in {row.kind for row in kinds}


@pytest.mark.parametrize("is_foreign", [True, False])
async def test_money_of_a_wrong_payer_or_amount_is_said_to_be_here_and_to_fit_nothing(
    scene: Scene, anna: Person, *, is_foreign: bool
) -> None:
    await _with_invoice(scene, anna)
    await anna.pay()
    (payment,) = await payments(scene)
    person = await scene.welcome("Cleo") if is_foreign else anna
    changes = {} if is_foreign else {"total_amount": 1}
    _tell_again(
        scene,
        anna,
        person,
        telegram_payment_charge_id="other",
        invoice_payload=str(payment.payload),
        **changes,
    )
    await person.settle()
    assert "fits none of your visits" in person.screen.text
    outcome = "foreign_payer" if is_foreign else "wrong_amount"
    assert [charge.outcome for charge in await charges(scene)] == ["confirmed", outcome]


async def test_money_that_cannot_be_kept_stays_with_telegram_until_it_can(
    scene: Scene, anna: Person
) -> None:
    await _with_invoice(scene, anna)
    checkout = await anna.checkout()
    await scene.database.execute(text("ALTER TABLE charges RENAME TO charges_away"))
    try:
        await anna.complete(checkout, wait=False)
        while not _refused_to_take(scene):
            await scene.database.value(text("SELECT pg_sleep(0.01)"))
        assert [update.kind for update in _waiting(scene)] == ["message"]
        assert [booking.status for booking in await scene.bookings()] == ["pending"]
    finally:
        await scene.database.execute(text("ALTER TABLE charges_away RENAME TO charges"))
    await anna.settle()
    assert [booking.status for booking in await scene.bookings()] == ["confirmed"]
    assert not _waiting(scene)


def _refused_to_take(scene: Scene) -> bool:
    return bool(scene.log.of("polling_failed"))


def _waiting(scene: Scene) -> list[Update]:
    return scene.simulator.world.updates.waiting


async def test_money_kept_while_settling_fails_is_told_to_be_here_and_booked_later(
    scene: Scene, anna: Person
) -> None:
    await _with_invoice(scene, anna)
    checkout = await anna.checkout()
    await scene.database.execute(
        text("ALTER TABLE payments ADD CONSTRAINT never CHECK (state <> 'paid')")
    )
    try:
        await anna.complete(checkout)
    finally:
        await scene.database.execute(text("ALTER TABLE payments DROP CONSTRAINT never"))
    assert "We have your payment" in (anna.chat.newest.text or "")
    assert [charge.settled_at for charge in await charges(scene)] == [None]
    await scene.bot.restart()
    assert [booking.status for booking in await scene.bookings()] == ["confirmed"]


async def test_stars_that_went_back_are_noted_and_the_visit_stands(
    scene: Scene, anna: Person
) -> None:
    await scene.database.execute(tables.locations.update().values(currency="XTR"))
    await _with_invoice(scene, anna)
    await anna.pay()
    await anna.get_stars_back()
    assert [payment.state for payment in await payments(scene)] == ["refunded"]
    assert [booking.status for booking in await scene.bookings()] == ["confirmed"]
    assert [charge.kind for charge in await charges(scene)] == ["paid", "refunded"]
