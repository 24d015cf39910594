"""Money that comes after its time: the visit after all, another time, or the money back."""

from datetime import timedelta

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.callbacks.changes import OpenFromNotification
from bot.callbacks.home import Back
from bot.callbacks.payments import BookAgain, MoneyBack, OtherTimes, TakeOtherTimeTap
from bot.callbacks.values import moment_of
from bot.callbacks.visits import OpenVisit, OpenVisits, ShowVisits
from demo.simulator import Checkout, Person
from domain.booking.release_holds import ReleaseHolds
from domain.checkout.send_refunds import SendRefunds
from infra.db import tables
from tests.e2e.proposals.test_offers import hire
from tests.e2e.support.deposits import hold, run
from tests.e2e.support.paying import payments
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, EXPIRED, LATE
from tests.e2e.support.walks import data_of, tap
from tests.e2e.support.ways_to_views import go
from tests.support.database import at

THURSDAY = at(10, day=3)
LATER = {"minutes": 13}  # the hold, and what the check adds to it


async def _pay_slowly(scene: Scene, person: Person) -> Checkout:
    """Let a payment be accepted, whose money is on its way when the hold runs out."""
    await hold(scene, person, THURSDAY)
    checkout = await person.checkout()
    scene.clock.advance(**LATER)
    await run(scene, ReleaseHolds)
    assert EXPIRED in person.screen.text
    return checkout


async def _pay_too_late(scene: Scene, person: Person) -> None:
    """Let somebody else have the time before the money comes."""
    checkout = await _pay_slowly(scene, person)
    ben = await scene.welcome("Ben")
    await hold(scene, ben, THURSDAY)
    await ben.pay()
    assert BOOKED in ben.screen.text
    await person.complete(checkout)
    assert LATE in person.screen.text  # on the card, and in a message that makes a sound
    assert data_of(TakeOtherTimeTap, person.screen)
    await scene.bot.deliver()
    await tap(person, OtherTimes)


async def test_late_money_gets_the_visit_while_its_time_is_free(scene: Scene, anna: Person) -> None:
    checkout = await _pay_slowly(scene, anna)
    await anna.complete(checkout)
    assert BOOKED in anna.screen.text
    (booking,) = await scene.bookings()
    (payment,) = await payments(scene)
    assert (booking.status, payment.state) == ("confirmed", "paid")


async def test_a_time_that_is_gone_is_changed_for_another_in_one_tap(
    scene: Scene, anna: Person
) -> None:
    await _pay_too_late(scene, anna)
    assert LATE in anna.screen.text
    assert "Your money, €9, is safe" in anna.screen.text
    wanted = TakeOtherTimeTap.unpack(data_of(TakeOtherTimeTap, anna.screen)[0])
    await tap(anna, wanted)
    assert BOOKED in anna.screen.text
    assert "Paid: €9" in anna.screen.text
    anna_booking, _ = await scene.bookings()
    payment, _ = await payments(scene)
    assert (anna_booking.status, payment.state) == ("confirmed", "paid")
    assert anna_booking.starts_at == moment_of(wanted.minute) != THURSDAY
    scene.clock.advance(hours=2)
    await run(scene, SendRefunds)
    payment, _ = await payments(scene)
    assert payment.state == "paid"


async def test_an_offer_that_is_delivered_after_its_hour_makes_no_sense_any_more(
    scene: Scene, anna: Person
) -> None:
    checkout = await _pay_slowly(scene, anna)
    ben = await scene.welcome("Ben")
    await hold(scene, ben, THURSDAY)
    await ben.pay()
    await anna.complete(checkout)
    before = len(anna.chat.from_bot)
    scene.clock.advance(hours=1)
    await scene.bot.deliver()
    assert len(anna.chat.from_bot) == before


async def test_money_that_waits_is_seen_in_the_menu_in_my_visits_and_by_the_staff(
    scene: Scene, anna: Person
) -> None:
    await _pay_too_late(scene, anna)
    await anna.start()
    assert "Your money waits" in anna.screen.text
    await tap(anna, OtherTimes)
    assert LATE in anna.screen.text
    await go(anna, [Back, OpenVisits])
    assert "Your money waits" in anna.screen.text
    kim = await hire(scene, "Kim")
    await kim.send("/visit 1")
    assert "€9 came too late and waits" in kim.screen.text
    await go(anna, [OpenVisit, MoneyBack, Back])
    await anna.send("/visits")
    assert "Your money waits" not in anna.screen.text
    await anna.start()
    assert "Your money waits" not in anna.screen.text


async def test_another_time_that_is_gone_too_leads_to_further_ones(
    scene: Scene, anna: Person
) -> None:
    await _pay_too_late(scene, anna)
    wanted = TakeOtherTimeTap.unpack(data_of(TakeOtherTimeTap, anna.screen)[0])
    cleo = await scene.welcome("Cleo")
    await hold(scene, cleo, moment_of(wanted.minute))
    await cleo.pay()
    await tap(anna, wanted)
    assert "taken by now, too" in anna.notices[-1].text
    assert LATE in anna.screen.text
    assert wanted.pack() not in data_of(TakeOtherTimeTap, anna.screen)
    await tap(anna, TakeOtherTimeTap)
    assert BOOKED in anna.screen.text


@pytest.mark.parametrize("kind", [TakeOtherTimeTap, MoneyBack])
async def test_a_double_tap_on_a_choice_makes_it_once(
    scene: Scene, anna: Person, kind: type[CallbackData]
) -> None:
    await _pay_too_late(scene, anna)
    data = data_of(kind, anna.screen)[0]
    for _ in range(2):
        await anna.tap_data(data, wait=False)
    await anna.settle()
    await run(scene, SendRefunds)
    payment, _ = await payments(scene)
    assert payment.state == ("paid" if kind is TakeOtherTimeTap else "refunded")
    assert await scene.count() == 2
    assert not scene.log.of("update_failed")


async def test_the_money_goes_back_where_that_is_chosen(scene: Scene, anna: Person) -> None:
    await _pay_too_late(scene, anna)
    await tap(anna, MoneyBack)
    assert "goes back to you" in anna.notices[-1].text
    assert EXPIRED in anna.screen.text
    assert "€9 goes back to you." in anna.screen.text
    assert data_of(BookAgain, anna.screen)
    assert not data_of(TakeOtherTimeTap, anna.screen)
    await run(scene, SendRefunds)
    payment, _ = await payments(scene)
    assert payment.state == "refunded"
    assert any("€9 went back to you" in shown.text for shown in anna.chat.from_bot)
    await tap(anna, OpenFromNotification)  # of the message that says so
    assert EXPIRED in anna.screen.text
    await go(anna, [Back, OpenVisits, ShowVisits(past=True), OpenVisit])
    assert "€9 went back to you." in anna.screen.text


async def test_a_button_of_the_choice_that_was_made_says_where_things_stand(
    scene: Scene, anna: Person
) -> None:
    await _pay_too_late(scene, anna)
    other = data_of(TakeOtherTimeTap, anna.screen)[0]
    (back,) = data_of(MoneyBack, anna.screen)
    await anna.tap_data(back)
    await run(scene, SendRefunds)
    for data in (other, back):
        await anna.tap_data(data)
        assert "No money waits to go back" in anna.screen.text
    statuses = [booking.status for booking in await scene.bookings()]
    assert statuses == ["expired", "confirmed"]


async def test_what_nobody_answers_for_an_hour_goes_back_by_itself(
    scene: Scene, anna: Person
) -> None:
    await _pay_too_late(scene, anna)
    scene.clock.advance(minutes=59)
    await run(scene, SendRefunds)
    payment, _ = await payments(scene)
    assert payment.state == "refund_due"
    scene.clock.advance(minutes=1)
    await run(scene, SendRefunds)
    payment, _ = await payments(scene)
    assert payment.state == "refunded"


async def test_who_is_elsewhere_is_offered_the_choice_by_a_message(
    scene: Scene, anna: Person
) -> None:
    checkout = await _pay_slowly(scene, anna)
    ben = await scene.welcome("Ben")
    await hold(scene, ben, THURSDAY)
    await ben.pay()
    await anna.send("/help")
    await anna.complete(checkout)
    await scene.bot.deliver()
    message = anna.chat.find(LATE)
    assert LATE in message.text
    await anna.tap_data(data_of(OtherTimes, message)[0], message=message)
    await tap(anna, TakeOtherTimeTap)
    assert BOOKED in anna.screen.text
    assert len([m for m in anna.chat.from_bot if m.rows]) == 1


async def test_stars_go_back_by_telegram_itself(scene: Scene, anna: Person) -> None:
    database, salon = scene.database, scene.salon
    await database.change(tables.locations, salon.location, currency="XTR")
    await database.change(tables.services, salon.haircut, price_minor=500)
    await _pay_too_late(scene, anna)
    assert "Your money, ⭐150, is safe" in anna.screen.text
    await tap(anna, MoneyBack)
    await run(scene, SendRefunds)
    (charge,) = anna.charges
    assert charge.refunded_at is not None
    payment, _ = await payments(scene)
    assert payment.state == "refunded"
    ledger = await scene.bot.bot.get_star_transactions()
    assert [move.amount for move in ledger.transactions] == [150, 150, 150]


async def test_who_pays_twice_is_told_so_and_gets_the_second_back(
    scene: Scene, anna: Person
) -> None:
    await hold(scene, anna, THURSDAY)
    first, second = await anna.checkout(), await anna.checkout(again=True)
    await anna.complete(first)
    await anna.complete(second)
    assert BOOKED in anna.screen.text
    await run(scene, SendRefunds)
    states = [payment.state for payment in await payments(scene)]
    assert states == ["paid", "refunded"]
    assert any("You paid twice" in shown.text for shown in anna.chat.from_bot)
    (booking,) = await scene.bookings()
    assert booking.status == "confirmed"


async def test_money_for_a_time_that_was_let_go_goes_back_without_a_question(
    scene: Scene, anna: Person
) -> None:
    await hold(scene, anna, THURSDAY)
    checkout = await anna.checkout()
    await anna.start()
    await hold(scene, anna, THURSDAY + timedelta(hours=5))  # takes the first one's place
    await anna.complete(checkout)
    await run(scene, SendRefunds)
    first, second = await payments(scene)
    assert (first.state, second.state) == ("refunded", "invoiced")
    assert any("after the visit was cancelled" in shown.text for shown in anna.chat.from_bot)
