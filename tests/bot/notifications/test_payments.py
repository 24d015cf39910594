"""What clients and admins are told of money by messages of their own."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.callbacks.payments import BookAgain, MoneyBack, OtherTimes
from bot.callbacks.refunds import OpenRefunds
from bot.notifications.render import has_text, render_notification
from bot.ui.screen import Screen
from domain.checkout.messages import (
    ChargeFacts,
    ExtraMoneyFacts,
    LateMoneyFacts,
    PaymentFacts,
    RefundFacts,
)
from domain.clients.model import LANGUAGES
from domain.notifications.content.contents import Content, Notification
from domain.notifications.content.messages import FailureFacts
from domain.outbox.message import Audience, Facts, MessageKind
from domain.outbox.recipient import Contact, Recipient
from domain.payments.model import ChargeKind, Outcome
from domain.shared.destination import Chat
from domain.shared.ids import PaymentId, UserId
from domain.staff.notify_admins import MOST_IN_BUNDLE
from domain.visit.messages import CardFacts
from domain.visit.model import BookingStatus
from tests.bot.support.awkward_texts import WORDS
from tests.bot.support.salon import NOW, Salon
from tests.support.ids import ID
from tests.support.reading import assert_sendable, buttons_of, localizer, text_of

MONEY = (20_00, "EUR", PaymentId(ID))
TWICE, AFTER = (
    ExtraMoneyFacts(*MONEY, reason) for reason in (Outcome.PAID_TWICE, Outcome.CANCELLED)
)
REFUND = RefundFacts(*MONEY, UserId(ID))
TRIED_ON = replace(REFUND, is_tried_on=True)
CHARGE = ChargeFacts(20_00, "EUR", Outcome.WRONG_AMOUNT, ChargeKind.PAID, "ch_5Kf3", ID)
LATE = LateMoneyFacts(*MONEY, NOW)

TO_CLIENT: tuple[tuple[MessageKind, Facts], ...] = (
    (MessageKind.HOLD_EXPIRED, CardFacts()),
    (MessageKind.PAYMENT_FAILED, CardFacts()),
    (MessageKind.PAYMENT_LATE_OFFER, LATE),
    (MessageKind.PAYMENT_DUPLICATE_REFUND, TWICE),
    (MessageKind.PAYMENT_DUPLICATE_REFUND, AFTER),
    (MessageKind.PAYMENT_REFUNDED, PaymentFacts(*MONEY)),
)
TO_ADMINS: tuple[tuple[MessageKind, Facts], ...] = (
    (MessageKind.PAYMENT_FAILED, CardFacts()),
    (MessageKind.PAYMENT_REFUNDED, PaymentFacts(*MONEY)),
    (MessageKind.REFUND_DUE, REFUND),
    (MessageKind.REFUND_DUE, TRIED_ON),
    *(
        (MessageKind.PAYMENT_UNMATCHED, replace(CHARGE, reason=outcome))
        for outcome in (
            Outcome.UNKNOWN_PAYMENT,
            Outcome.FOREIGN_PAYER,
            Outcome.WRONG_AMOUNT,
            Outcome.STUCK,
        )
    ),
)


def told(
    kind: MessageKind,
    facts: Facts,
    *,
    audience: Audience = Audience.CLIENT,
    language: str = "en",
    word: str = "",
    status: BookingStatus = BookingStatus.EXPIRED,
) -> Screen:
    visit = Salon(word=word).visit(status)
    is_of_visit = kind is not MessageKind.PAYMENT_UNMATCHED
    contact = Contact(word or "Anna", "+49 30 1234") if audience is Audience.ADMINS else None
    content = Content(kind, facts, *((visit, contact) if is_of_visit else ()))
    recipient = Recipient(Chat(ID), language, user_id=UserId(ID))
    return render_notification(Notification(recipient, audience, (content,)), localizer(language))


def every_message(language: str, word: str) -> Iterator[Screen]:
    for kind, facts in TO_CLIENT:
        yield told(kind, facts, language=language, word=word)
    for kind, facts in TO_ADMINS:
        yield told(kind, facts, audience=Audience.ADMINS, language=language, word=word)


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS.keys())
@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_every_message_of_money(language: str, word: str) -> None:
    for screen in every_message(language, word):
        assert_sendable(screen)


def test_a_card_that_is_shown_afresh_needs_no_words() -> None:
    assert not has_text(MessageKind.CARD_REFRESH)
    assert all(has_text(kind) for kind, _ in TO_CLIENT)


@pytest.mark.parametrize("kind", [MessageKind.HOLD_EXPIRED, MessageKind.PAYMENT_FAILED])
def test_whose_time_ran_out_can_book_the_same_again(kind: MessageKind) -> None:
    screen = told(kind, CardFacts())
    assert "nothing was charged" in text_of(screen)
    assert [button.tap for button in buttons_of(screen)] == [BookAgain(booking_id=ID)]


def test_late_money_is_offered_another_time_or_the_way_back() -> None:
    screen = told(MessageKind.PAYMENT_LATE_OFFER, LATE)
    assert "Your money, €20, is safe" in text_of(screen)
    assert "until 10:30" in text_of(screen)
    assert [button.tap for button in buttons_of(screen)] == [
        OtherTimes(booking_id=ID),
        MoneyBack(booking_id=ID, payment_id=ID),
    ]


def test_whoever_paid_twice_is_told_so_plainly() -> None:
    twice = told(MessageKind.PAYMENT_DUPLICATE_REFUND, TWICE, status=BookingStatus.CONFIRMED)
    assert text_of(twice).startswith("💸 You paid twice")
    assert "Your visit stands, and €20, the second payment, goes back to you" in text_of(twice)
    without_visit = told(MessageKind.PAYMENT_DUPLICATE_REFUND, TWICE)
    assert "€20, the second payment, goes back to you" in text_of(without_visit)
    assert "stands" not in text_of(without_visit)
    after = told(MessageKind.PAYMENT_DUPLICATE_REFUND, AFTER)
    assert "came after the visit was cancelled" in text_of(after)


def test_money_that_went_back_is_told_with_its_amount() -> None:
    assert "2,345 KWD".replace(" ", "\xa0") in text_of(
        told(
            MessageKind.PAYMENT_REFUNDED,
            PaymentFacts(2345, "KWD", PaymentId(ID)),
            language="de",
        )
    )


def test_admins_learn_what_to_send_back_and_where_to_note_it() -> None:
    screen = told(MessageKind.REFUND_DUE, REFUND, audience=Audience.ADMINS)
    text = text_of(screen)
    assert "Please send €20 back" in text
    assert "👤 Anna · +49 30 1234" in text
    assert "/refunds" in text
    assert OpenRefunds() in [button.tap for button in buttons_of(screen)]


def test_admins_are_not_asked_to_send_back_what_the_program_goes_on_trying() -> None:
    screen = told(MessageKind.REFUND_DUE, TRIED_ON, audience=Audience.ADMINS)
    assert "try on every hour" in text_of(screen)
    assert OpenRefunds() not in [button.tap for button in buttons_of(screen)]


def test_admins_find_money_that_fits_nothing_at_the_payment_service() -> None:
    screen = told(MessageKind.PAYMENT_UNMATCHED, CHARGE, audience=Audience.ADMINS)
    assert "€20 without a visit" in text_of(screen)
    assert "another amount than we asked for" in text_of(screen)
    assert "<code>ch_5Kf3</code>" in screen.text
    back = replace(CHARGE, charge_kind=ChargeKind.REFUNDED)
    screen = told(MessageKind.PAYMENT_UNMATCHED, back, audience=Audience.ADMINS)
    assert "€20 went back without a visit" in text_of(screen)


def test_news_of_several_visits_are_told_in_one_message() -> None:
    failed, due = (
        Content(kind, facts, Salon().visit(), Contact("Anna", None))
        for kind, facts in (
            (MessageKind.PAYMENT_FAILED, CardFacts()),
            (MessageKind.REFUND_DUE, REFUND),
        )
    )
    notification = Notification(
        Recipient(Chat(ID), "en", user_id=UserId(ID)), Audience.ADMINS, (failed, due)
    )
    text = text_of(render_notification(notification, localizer()))
    assert text.index("A payment failed") < text.index("Please send €20 back")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (MessageKind.REFUND_DUE, REFUND),
        (MessageKind.DELIVERY_FAILED, FailureFacts(MessageKind.REMINDER)),
    ],
)
def test_a_full_bundle_fits_into_a_message_and_hides_nothing(
    kind: MessageKind, facts: Facts, word: str, language: str
) -> None:
    contact = Contact(word or "Anna", "+49 30 1234 5678")
    content = Content(kind, facts, Salon(word=word).visit(services=5), contact)
    notification = Notification(
        Recipient(Chat(ID), language, user_id=UserId(ID)),
        Audience.ADMINS,
        (content,) * MOST_IN_BUNDLE,
    )
    screen = render_notification(notification, localizer(language))
    assert_sendable(screen)
    heading = text_of(screen).partition("\n")[0]
    assert text_of(screen).count(heading) == MOST_IN_BUNDLE
