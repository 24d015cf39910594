"""What the screens say of money, from the card that asks to the one that gives it back."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.callbacks.payments import BookAgain, MoneyBack, Pay, TakeOtherTimeTap
from bot.callbacks.refunds import RefundMade
from bot.callbacks.values import minute_of
from bot.callbacks.visits import AskCancel, CancelVisitTap
from bot.fsm.booking import BookingState
from bot.handlers.booking.confirm_view import render_confirm
from bot.handlers.refunds.refunds_view import render_refunds
from bot.handlers.visits.cancel_view import render_ask_cancel
from bot.handlers.visits.card_view import render_visit
from bot.handlers.visits.list_view import render_visits
from bot.ui.screen import ButtonStyle, Screen
from bot.ui.visit.late_payment import render_late_payment
from domain.checkout.list_manual_refunds import ManualRefund
from domain.outbox.recipient import Contact
from domain.payments.model import PaymentState
from domain.schedule.model import PolicySet
from domain.shared.money import Money
from domain.visit.card import VisitCard
from domain.visit.model import BookingStatus
from domain.visit_queries.list_visits import VisitPage
from tests.bot.support.salon import DEPOSIT, NOW, Salon, payment
from tests.support.ids import ID
from tests.support.reading import button, buttons_of, labels_of, localizer, text_of

SALON = Salon()
DEFAULT = PolicySet()
PRICE = Money(70_00, "EUR")


def confirm(deposit: Money = DEPOSIT, policies: PolicySet = DEFAULT) -> Screen:
    salon = Salon(policies=policies)
    draft = salon.draft(BookingState.CONFIRM)
    return render_confirm(replace(salon.preview(), deposit=deposit), draft, "", localizer())


def visit(card: VisitCard) -> str:
    return text_of(render_visit(card, NOW, localizer()))


def test_what_is_paid_now_and_what_later_is_told_before_booking() -> None:
    screen = confirm()
    assert "💳 Price: €70\n👉 To pay now: €20, and €50 at your visit\n" in text_of(screen)
    assert button(screen, "Book and pay €20").style is ButtonStyle.PRIMARY
    assert "To pay now: €70, all of it" in text_of(confirm(PRICE))


@pytest.mark.parametrize(
    ("policies", "sentence"),
    [
        (
            DEFAULT,
            "Until 24 hours before it begins you can move your visit, or cancel it and have ",
        ),
        (
            PolicySet(cancel_lock_minutes=0, reschedule_lock_minutes=0),
            "Until it begins you can move your visit, or cancel it and have your money back.",
        ),
        (
            PolicySet(cancel_lock_minutes=120),
            "until 2 hours before your visit, and move it until 24 h",
        ),
        (
            PolicySet(late_cancel_fee_percent=20),
            "24 hours before your visit, later that costs €14;",
        ),
        (PolicySet(late_cancel_fee_percent=90), "later that costs €20;"),  # no more than was paid
    ],
)
def test_what_becomes_of_the_money_is_told_in_one_sentence(
    policies: PolicySet, sentence: str
) -> None:
    *_, rule = text_of(confirm(policies=policies)).split("\n\n")
    assert sentence in rule
    assert rule.count(".") == 1


def test_money_that_would_not_come_back_is_told_to_be_so() -> None:
    locked = replace(SALON.preview(), deposit=DEPOSIT, is_locked=True)
    screen = render_confirm(locked, SALON.draft(BookingState.CONFIRM), "", localizer())
    assert "what you pay now does not come back" in text_of(screen)


def test_a_held_time_counts_down_and_says_what_to_do() -> None:
    screen = render_visit(SALON.held(minutes=8), NOW, localizer())
    text = text_of(screen).replace("\u202f", " ")
    assert text.startswith("⏳ This time is held for you\n⏳ 8 minutes left, until 10:38 AM\n\n")
    assert "👉 To pay now: €20, and €50 at your visit" in text
    assert "Please pay the invoice here in the chat" in text
    assert [b.tap for b in buttons_of(screen)] == [Pay(booking_id=ID), AskCancel(booking_id=ID)]
    assert labels_of(screen)[0] == "💳 Send the invoice again"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(minutes=2), "2 minutes left"),
        (timedelta(seconds=61), "2 minutes left"),
        (timedelta(seconds=60), "1 minute left"),
        (timedelta(seconds=1), "1 minute left"),
    ],
)
def test_a_minute_that_has_begun_counts_whole(left: timedelta, words: str) -> None:
    held = SALON.held()
    card = replace(held, visit=replace(held.visit, hold_expires_at=NOW + left))
    assert words in visit(card)
    page = VisitPage((card.visit,), 0, 1)
    assert f"{words} to pay" in text_of(render_visits(page, False, NOW, localizer()))


def test_the_end_of_a_hold_is_told_in_the_readers_own_time_too() -> None:
    tokyo = localizer("en", ZoneInfo("Asia/Tokyo"))
    text = text_of(render_visit(SALON.held(minutes=8), NOW, tokyo)).replace("\u202f", " ")
    assert "until 10:38 AM (6:38 PM)" in text


def test_without_an_invoice_the_card_offers_to_send_one() -> None:
    screen = render_visit(SALON.held(PaymentState.CREATED), NOW, localizer())
    assert "There is no invoice yet" in text_of(screen)
    send = button(screen, "Send the invoice")
    assert (send.tap, send.style) == (Pay(booking_id=ID), ButtonStyle.PRIMARY)


def test_when_time_ran_out_the_next_step_is_to_book_again() -> None:
    card = VisitCard(
        SALON.visit(BookingStatus.EXPIRED), False, payment=payment(PaymentState.CANCELLED)
    )
    screen = render_visit(card, NOW, localizer())
    assert text_of(screen).startswith("⌛ The time for paying ran out")
    assert "nothing was charged" in text_of(screen)
    (again,) = buttons_of(screen)
    assert (again.tap, again.style) == (BookAgain(booking_id=ID), ButtonStyle.PRIMARY)


def test_a_time_that_was_let_go_is_in_no_calendar_and_can_be_booked_again() -> None:
    let_go = SALON.paid(PaymentState.CANCELLED, BookingStatus.CANCELLED, is_coming=False)
    screen = render_visit(let_go, NOW, localizer())
    assert "nothing was charged" in text_of(screen)
    assert [button.tap for button in buttons_of(screen)] == [BookAgain(booking_id=ID)]


def test_where_the_money_of_a_visit_stands_is_a_line_of_its_card() -> None:
    paid, due, back = PaymentState.PAID, PaymentState.REFUND_DUE, PaymentState.REFUNDED
    confirmed, cancelled = BookingStatus.CONFIRMED, BookingStatus.CANCELLED
    half = Money(10_00, "EUR")
    for card, words in (
        (SALON.paid(paid), "✔️ Paid: €20, and €50 is left for your visit"),
        (SALON.paid(paid, paid=PRICE), "✔️ Paid: €70, all of it"),
        (SALON.paid(paid, BookingStatus.COMPLETED, is_coming=False), "Paid in advance: €20"),
        (SALON.paid(paid, cancelled, is_coming=False), "You paid €20, which is kept"),
        (SALON.paid(due, cancelled, is_coming=False), "💸 €20 goes back to you."),
        (SALON.paid(due, cancelled, is_coming=False, back=half), "💸 €10 goes back to you."),
        (SALON.paid(back, cancelled, is_coming=False), "💸 €20 went back to you."),
        (SALON.paid(back, confirmed), "€20 went back to you, so please pay at your visit."),
    ):
        assert words in visit(card)


def test_money_that_is_sent_by_hand_takes_days() -> None:
    card = SALON.paid(PaymentState.REFUND_DUE, BookingStatus.CANCELLED, is_coming=False)
    assert card.payment is not None
    by_hand = replace(card, payment=replace(card.payment, raised_at=NOW))
    assert "We send it by hand, within a few days." in visit(by_hand)


def test_expired_money_on_its_way_back_is_not_said_never_to_have_come() -> None:
    card = SALON.paid(PaymentState.REFUND_DUE, BookingStatus.EXPIRED, is_coming=False)
    assert "€20 goes back to you" in visit(card)
    assert "nothing was charged" not in visit(card)


@pytest.mark.parametrize(
    ("back_minor", "words", "label"),
    [
        (20_00, "All that you paid, €20, goes back to you.", "Yes, cancel the visit"),
        (14_00, "You paid €20: €14 goes back to you, and €6 is kept", "Yes, cancel and lose €6"),
        (0, "You paid €20: nothing of it goes back", "Yes, cancel and lose €20"),
    ],
)
def test_what_goes_back_is_told_before_a_visit_is_cancelled(
    back_minor: int, words: str, label: str
) -> None:
    screen = render_ask_cancel(SALON.paid(back=Money(back_minor, "EUR")), localizer())
    assert words in text_of(screen)
    yes, *_causes = buttons_of(screen)
    assert (yes.label, yes.tap) == (label, CancelVisitTap(booking_id=ID, back_minor=back_minor))


def test_a_cancel_tells_that_the_money_is_sent_by_hand() -> None:
    screen = render_ask_cancel(SALON.paid(back=DEPOSIT), localizer(), by_hand=True)
    assert "We send it by hand, within a few days." in text_of(screen)


def test_letting_a_held_time_go_costs_nothing() -> None:
    screen = render_ask_cancel(SALON.held(), localizer())
    assert "Let this time go?" in text_of(screen)
    assert "Nothing was charged yet" in text_of(screen)
    assert labels_of(screen) == ["Yes, let it go"]


def test_what_is_to_be_sent_back_by_hand_is_noted_one_by_one() -> None:
    due = payment(PaymentState.REFUND_DUE, Money(10_00, "EUR"))
    refund = ManualRefund(due, SALON.visit(), Contact("Kim", "+491701234567"))
    screen = render_refunds([refund, replace(refund, contact=None)], localizer())
    assert "€10\nFri, Nov 27" in text_of(screen)
    assert "👤 Kim · +49 170 1234567" in text_of(screen)
    assert labels_of(screen) == ["✓ €10 is sent to Kim", "✓ €10 is sent"]
    assert [button.tap for button in buttons_of(screen)] == [RefundMade(payment_id=ID)] * 2


def test_late_money_buys_one_of_the_nearest_times_or_goes_back() -> None:
    late = SALON.visit(BookingStatus.EXPIRED)
    starts = (SALON.at(11), SALON.at(12))
    screen = render_late_payment(late, payment(PaymentState.REFUND_DUE), starts, localizer("de"))
    assert "20\xa0€" in text_of(screen)
    assert "11:30" in text_of(screen)  # when the hour of waiting for an answer is over
    assert [b.tap for b in buttons_of(screen)] == [
        *(
            TakeOtherTimeTap(booking_id=ID, payment_id=ID, minute=minute_of(start))
            for start in starts
        ),
        MoneyBack(booking_id=ID, payment_id=ID),
    ]
    assert labels_of(screen)[:2] == ["Fr., 27. Nov., 11:00", "Fr., 27. Nov., 12:00"]


def test_late_money_goes_back_where_no_other_time_is_free() -> None:
    late = SALON.visit(BookingStatus.EXPIRED)
    screen = render_late_payment(late, payment(PaymentState.REFUND_DUE), (), localizer())
    assert "nearest free times" not in text_of(screen)
    assert labels_of(screen) == ["💸 Money back"]
