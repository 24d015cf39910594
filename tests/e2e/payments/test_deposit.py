"""A visit for which money is asked in advance: held, paid, given up, and run out."""

import pytest

from bot.callbacks.booking import ConfirmBooking, TakeAlternative
from bot.callbacks.home import Back
from bot.callbacks.payments import BookAgain, Pay
from bot.callbacks.profile import ChooseLanguageTap, OpenLanguages, OpenProfile
from bot.callbacks.visits import AskCancel, CancelVisitTap, OpenVisit, OpenVisits
from demo.simulator import FailureKind, PaymentOutcome, Person
from domain.booking.release_holds import ReleaseHolds
from domain.catalog.deposit import DepositKind, DepositRule
from infra.db import tables
from tests.e2e.support.deposits import DEPOSIT, HOLD_MINUTES, hold, invoice_of, invoices_of, run
from tests.e2e.support.paying import payments
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, CARD, EXPIRED, HELD, STALE, TAKEN
from tests.e2e.support.walks import book, data_of, move, tap, to_card
from tests.e2e.support.ways_to_views import go
from tests.support.database import at

THURSDAY = at(10, day=3)


async def test_what_is_paid_now_is_told_before_the_tap(scene: Scene, anna: Person) -> None:
    await scene.change_policies(deposit=DEPOSIT)
    await to_card(anna, THURSDAY, scene.salon.haircut)
    assert "To pay now: €9, and €21 at your visit" in anna.screen.text
    assert "have your money back" in anna.screen.text
    assert anna.screen.buttons[0] == ["Book and pay €9"]


async def test_a_deposit_makes_a_held_time_into_a_visit_on_the_same_card(
    scene: Scene, anna: Person
) -> None:
    invoice = await hold(scene, anna, THURSDAY)
    card = anna.screen
    assert HELD in card.text
    assert "10 minutes left" in card.text
    assert card.id < invoice.id  # the invoice stands beneath
    assert invoice.message.invoice is not None
    assert invoice.message.invoice.title == "Deposit for your visit"
    assert (invoice.message.invoice.total_amount, invoice.message.invoice.currency) == (900, "EUR")
    (booking,) = await scene.bookings()
    assert (booking.status, booking.deposit_minor) == ("pending", 900)

    assert await anna.pay() is PaymentOutcome.PAID
    assert anna.screen.id == card.id
    assert BOOKED in anna.screen.text
    assert "Paid: €9, and €21 is left for your visit" in anna.screen.text
    (booking,) = await scene.bookings()
    (payment,) = await payments(scene)
    assert (booking.status, payment.state) == ("confirmed", "paid")
    await scene.bot.deliver()
    assert invoice_of(anna).id == invoice.id  # Telegram's receipt stays


async def test_the_full_price_leaves_nothing_to_pay(scene: Scene, anna: Person) -> None:
    await scene.change_policies(deposit=DepositRule(DepositKind.FULL))
    await book(anna, THURSDAY, scene.salon.haircut)
    await anna.pay()
    assert "Paid: €30, all of it" in anna.screen.text


async def test_a_declined_card_can_be_tried_again(scene: Scene, anna: Person) -> None:
    await hold(scene, anna, THURSDAY)
    assert await anna.pay(succeed=False) is PaymentOutcome.DECLINED
    assert HELD in anna.screen.text
    assert await anna.pay() is PaymentOutcome.PAID
    assert BOOKED in anna.screen.text
    assert await scene.count() == 1


async def test_an_invoice_that_was_closed_is_sent_again_and_is_one(
    scene: Scene, anna: Person
) -> None:
    old = await hold(scene, anna, THURSDAY)
    await tap(anna, Pay)
    new = invoice_of(anna)
    assert new.id > old.id
    assert "pay the invoice" in anna.notices[-1].text
    assert await anna.pay() is PaymentOutcome.PAID
    assert BOOKED in anna.screen.text


async def test_a_double_tap_on_pay_leaves_one_invoice(scene: Scene, anna: Person) -> None:
    await hold(scene, anna, THURSDAY)
    (data,) = data_of(Pay, anna.screen)
    for query in [await anna.tap_data(data, wait=False) for _ in range(3)]:
        await anna.settle()
        assert query.answered
    assert len(invoices_of(anna)) == 1
    assert len(await payments(scene)) == 1


async def test_many_impatient_taps_hold_one_time_for_one_invoice(
    scene: Scene, anna: Person
) -> None:
    await scene.change_policies(deposit=DEPOSIT)
    await to_card(anna, THURSDAY, scene.salon.haircut)
    (data,) = data_of(ConfirmBooking, anna.screen)
    for _ in range(5):
        await anna.tap_data(data, wait=False)
    await anna.settle()
    assert HELD in anna.screen.text
    assert await scene.count() == 1
    assert len(invoices_of(anna)) == len(await payments(scene)) == 1


async def test_a_visit_that_is_moved_takes_its_money_along(scene: Scene, anna: Person) -> None:
    await hold(scene, anna, THURSDAY)
    await anna.pay()
    await move(anna, at(15, day=4))
    assert BOOKED in anna.screen.text
    assert "Friday" in anna.screen.text
    assert "Paid: €9, and €21 is left for your visit" in anna.screen.text
    (payment,) = await payments(scene)
    assert payment.state == "paid"
    assert len(invoices_of(anna)) == 1


async def test_a_refusal_of_the_provider_is_told_and_tried_again(
    scene: Scene, anna: Person
) -> None:
    await scene.change_policies(deposit=DEPOSIT)
    refusal = "400 Bad Request: PAYMENT_PROVIDER_INVALID"
    scene.simulator.fail("sendInvoice", FailureKind.REFUSED, times=2, description=refusal)
    await book(anna, THURSDAY, scene.salon.haircut)
    assert "does not answer" in anna.notices[-1].text
    assert HELD in anna.screen.text
    assert "There is no invoice yet" in anna.screen.text
    await tap(anna, Pay)
    assert "does not answer" in anna.notices[-1].text
    assert not invoices_of(anna)
    (booking,) = await scene.bookings()
    assert booking.status == "pending"


async def test_a_deposit_below_what_telegram_takes_is_none(scene: Scene, anna: Person) -> None:
    await scene.change_policies(deposit=DEPOSIT)
    await scene.database.change(tables.services, scene.salon.haircut, price_minor=100)
    await book(anna, THURSDAY, scene.salon.haircut)  # thirty cents
    assert BOOKED in anna.screen.text
    assert not invoices_of(anna)
    (booking,) = await scene.bookings()
    assert booking.status == "confirmed"


async def test_the_card_counts_the_time_down(scene: Scene, anna: Person) -> None:
    await hold(scene, anna, THURSDAY)
    scene.clock.advance(minutes=HOLD_MINUTES - 3)
    await scene.bot.deliver()
    assert "3 minutes left" in anna.screen.text
    scene.clock.advance(minutes=2)
    await scene.bot.deliver()
    assert "1 minute left" in anna.screen.text


async def test_when_time_runs_out_the_card_offers_to_book_again(scene: Scene, anna: Person) -> None:
    await hold(scene, anna, THURSDAY)
    card = anna.screen.id
    scene.clock.advance(minutes=HOLD_MINUTES)
    await run(scene, ReleaseHolds)
    assert anna.screen.id == card
    assert EXPIRED in anna.screen.text
    assert not invoices_of(anna)
    (booking,) = await scene.bookings()
    assert booking.status == "expired"

    await tap(anna, BookAgain)
    assert CARD in anna.screen.text
    assert "10:00" in anna.screen.text
    await tap(anna, ConfirmBooking)
    await anna.pay()
    assert BOOKED in anna.screen.text
    statuses = [booking.status for booking in await scene.bookings()]
    assert statuses == ["expired", "confirmed"]


async def test_who_is_elsewhere_when_time_runs_out_is_told_by_a_message(
    scene: Scene, anna: Person
) -> None:
    await hold(scene, anna, THURSDAY)
    await anna.send("/help")
    scene.clock.advance(minutes=HOLD_MINUTES)
    await run(scene, ReleaseHolds)
    told = anna.chat.newest
    assert EXPIRED in told.text
    await anna.tap_data(data_of(BookAgain, told)[0], message=told)
    assert CARD in anna.screen.text
    assert len([m for m in anna.chat.from_bot if m.rows]) == 1


async def test_a_time_that_somebody_else_took_meanwhile_has_others_near_it(
    scene: Scene, anna: Person
) -> None:
    await hold(scene, anna, THURSDAY)
    scene.clock.advance(minutes=HOLD_MINUTES)
    ben = await scene.welcome("Ben")
    await hold(scene, ben, THURSDAY)
    await ben.pay()
    assert BOOKED in ben.screen.text
    await scene.bot.deliver()
    assert EXPIRED in anna.screen.text
    await tap(anna, BookAgain)
    assert TAKEN in anna.screen.text


async def test_paying_after_the_end_is_refused_before_any_money_moves(
    scene: Scene, anna: Person
) -> None:
    invoice = await hold(scene, anna, THURSDAY)
    scene.clock.advance(minutes=HOLD_MINUTES)
    checkout = await anna.checkout(invoice)
    assert not checkout.accepted
    assert "no longer held" in checkout.text
    await tap(anna, Pay)
    assert "time for paying is over" in anna.notices[-1].text
    assert EXPIRED in anna.screen.text


async def test_a_time_that_ran_out_before_the_eyes_is_not_asked_about(
    scene: Scene, anna: Person
) -> None:
    await hold(scene, anna, THURSDAY)
    scene.clock.advance(minutes=HOLD_MINUTES)
    await tap(anna, AskCancel)
    assert "time for paying is over" in anna.notices[-1].text
    assert EXPIRED in anna.screen.text


async def test_the_check_keeps_the_time_until_the_money_is_there(
    scene: Scene, anna: Person
) -> None:
    await hold(scene, anna, THURSDAY)
    scene.clock.advance(minutes=HOLD_MINUTES - 1)
    checkout = await anna.checkout()
    scene.clock.advance(seconds=110)
    await run(scene, ReleaseHolds)
    await anna.complete(checkout)
    assert BOOKED in anna.screen.text


async def test_a_held_time_is_let_go_after_a_question(scene: Scene, anna: Person) -> None:
    await hold(scene, anna, THURSDAY)
    await tap(anna, AskCancel)
    assert "Let this time go?" in anna.screen.text
    await tap(anna, Back)
    assert HELD in anna.screen.text
    await tap(anna, AskCancel)
    await tap(anna, CancelVisitTap)
    await scene.bot.deliver()
    assert "This visit is cancelled" in anna.screen.text
    assert not invoices_of(anna)
    (booking,) = await scene.bookings()
    (payment,) = await payments(scene)
    assert (booking.status, payment.state) == ("cancelled", "cancelled")
    ben = await scene.welcome("Ben")
    await hold(scene, ben, THURSDAY)
    assert HELD in ben.screen.text


async def test_another_hold_takes_the_place_of_the_first(scene: Scene, anna: Person) -> None:
    await hold(scene, anna, THURSDAY)
    await anna.start()
    await book(anna, at(15, day=3), scene.salon.haircut)
    await scene.bot.deliver()
    assert "3:00" in anna.screen.text.replace("\u202f", " ")
    assert len(invoices_of(anna)) == 1
    assert [booking.status for booking in await scene.bookings()] == ["cancelled", "pending"]


async def test_a_held_visit_is_found_among_ones_visits_with_the_time_left(
    scene: Scene, anna: Person
) -> None:
    await hold(scene, anna, THURSDAY)
    await tap(anna, Back)
    await tap(anna, OpenVisits)
    scene.clock.advance(minutes=4)
    await anna.start()
    await tap(anna, OpenVisits)
    assert "6 minutes left to pay" in anna.screen.text
    await tap(anna, OpenVisit)
    assert HELD in anna.screen.text
    await anna.pay()
    assert BOOKED in anna.screen.text


@pytest.mark.parametrize(("language", "price"), [("de", "9\xa0€"), ("ru", "9\xa0€")])
async def test_the_language_can_change_while_a_time_is_held(
    scene: Scene, anna: Person, language: str, price: str
) -> None:
    await hold(scene, anna, THURSDAY)
    await go(anna, [Back, OpenProfile, OpenLanguages, ChooseLanguageTap(language=language)])
    await anna.start()
    await go(anna, [OpenVisits, OpenVisit])
    assert price in anna.screen.text
    await tap(anna, Pay)
    description = anna.invoices[-1].invoice.description
    assert "21\xa0€" in description
    await anna.pay()
    (booking,) = await scene.bookings()
    assert booking.status == "confirmed"


@pytest.mark.parametrize(
    ("currency", "price_minor", "amount", "shown"),
    [
        ("JPY", 3000, 900, "¥900"),
        ("JOD", 12_500, 3750, "JOD\xa03.750"),
        ("EUR", 3333, 1000, "€10"),  # 9.999 rounds once, at the end
        ("XTR", 500, 150, "⭐150"),
    ],
)
async def test_money_has_the_decimals_of_its_currency(
    scene: Scene, anna: Person, currency: str, price_minor: int, amount: int, shown: str
) -> None:
    database, salon = scene.database, scene.salon
    await database.change(tables.locations, salon.location, currency=currency)
    await database.change(tables.services, salon.haircut, price_minor=price_minor)
    await hold(scene, anna, THURSDAY)
    assert f"To pay now: {shown}," in anna.screen.text
    (sent,) = anna.invoices
    assert (sent.invoice.total_amount, sent.invoice.currency) == (amount, currency)
    await anna.pay()
    assert f"Paid: {shown}," in anna.screen.text


async def test_a_booking_without_a_deposit_is_confirmed_at_once(scene: Scene, anna: Person) -> None:
    await book(anna, THURSDAY, scene.salon.haircut)
    assert BOOKED in anna.screen.text
    assert not invoices_of(anna)
    assert not await payments(scene)


async def test_a_card_of_an_older_hold_answers_with_where_things_stand(
    scene: Scene, anna: Person
) -> None:
    await hold(scene, anna, THURSDAY)
    old = anna.screen
    (pay,) = data_of(Pay, old)
    await anna.send("/help")
    await anna.tap_data(pay, message=old)
    assert STALE in anna.notices[-1].text
    assert len(invoices_of(anna)) == 1


async def test_an_alternative_is_held_in_one_tap_too(scene: Scene, anna: Person) -> None:
    await scene.change_policies(deposit=DEPOSIT)
    await to_card(anna, THURSDAY, scene.salon.haircut, master_id=scene.salon.mia)
    ben = await scene.welcome("Ben")
    await book(ben, THURSDAY, scene.salon.haircut, master_id=scene.salon.mia)
    await tap(anna, ConfirmBooking)
    assert TAKEN in anna.screen.text
    await tap(anna, TakeAlternative)
    assert HELD in anna.screen.text
    assert len(invoices_of(anna)) == 1


async def test_holds_run_out_by_the_clock_whether_or_not_a_worker_has_come(
    scene: Scene, anna: Person
) -> None:
    await hold(scene, anna, THURSDAY)
    scene.clock.advance(minutes=HOLD_MINUTES)
    await anna.start()
    await tap(anna, OpenVisits)
    assert "No visits ahead" in anna.screen.text
