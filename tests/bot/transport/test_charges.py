from datetime import UTC, datetime

from aiogram.types import Chat, Message, RefundedPayment, SuccessfulPayment, Update, User

from bot.transport.charges import charges_in
from domain.payments.model import Charge, ChargeKind

NOON = datetime(2030, 3, 4, 12, tzinfo=UTC)
ANNA = User(id=5, is_bot=False, first_name="Anna")
PRIVATE, GROUP = Chat(id=5, type="private"), Chat(id=-100, type="supergroup")

PAID = SuccessfulPayment(
    currency="EUR",
    total_amount=1500,
    invoice_payload="payload",
    telegram_payment_charge_id="tg",
    provider_payment_charge_id="card",
)
REFUNDED = RefundedPayment(
    total_amount=250, invoice_payload="payload", telegram_payment_charge_id="tg"
)


def update(chat: Chat = PRIVATE, **content: object) -> Update:
    message = Message(message_id=1, date=NOON, chat=chat, from_user=ANNA, **content)  # type: ignore[arg-type]  # the kind under test
    return Update(update_id=1, message=message)


def test_a_payment_and_a_refund_are_charges() -> None:
    assert charges_in([update(successful_payment=PAID), update(refunded_payment=REFUNDED)]) == (
        Charge(ChargeKind.PAID, "tg", "card", 5, "payload", 1500, "EUR"),
        Charge(ChargeKind.REFUNDED, "tg", None, 5, "payload", 250, "XTR"),
    )


def test_stars_have_no_charge_of_a_provider() -> None:
    stars = PAID.model_copy(update={"currency": "XTR", "provider_payment_charge_id": ""})
    (charge,) = charges_in([update(successful_payment=stars)])
    assert charge.provider_charge_id is None


def test_in_a_group_the_one_who_speaks_has_paid() -> None:
    (charge,) = charges_in([update(GROUP, successful_payment=PAID)])
    assert charge.payer_ref == ANNA.id


def test_whatever_else_comes_in_is_no_money() -> None:
    assert charges_in([update(text="hello"), Update(update_id=2)]) == ()
