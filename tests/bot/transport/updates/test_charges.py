from datetime import UTC, datetime

import pytest
from aiogram.types import Chat, Message, RefundedPayment, SuccessfulPayment, User

from bot.transport.updates.charges import charges_in
from bot.transport.updates.raw_update import RawUpdate, read_raw
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


def update(chat: Chat = PRIVATE, **content: object) -> RawUpdate:
    message = Message(message_id=1, date=NOON, chat=chat, from_user=ANNA, **content)  # type: ignore[arg-type]  # the kind under test
    body = message.model_dump(mode="json", by_alias=True, exclude_none=True)
    return raw({"update_id": 1, "message": body})


def raw(body: object) -> RawUpdate:
    update = read_raw(body)
    assert update is not None
    return update


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
    assert charges_in([update(text="hello"), raw({"update_id": 2})]) == ()


@pytest.mark.parametrize(
    ("payment", "charge"),
    [
        ({}, Charge(ChargeKind.PAID, "update:9", None, 5, "", 0, "")),
        ("gold", Charge(ChargeKind.PAID, "update:9", None, 5, "", 0, "")),
        (
            {"telegram_payment_charge_id": "tg", "total_amount": "15", "currency": None},
            Charge(ChargeKind.PAID, "tg", None, 5, "", 0, ""),
        ),
        (
            {"telegram_payment_charge_id": "tg", "total_amount": 10**30, "currency": "EUR"},
            Charge(ChargeKind.PAID, "tg", None, 5, "", 0, "EUR"),
        ),
    ],
)
def test_money_of_an_unknown_shape_is_never_skipped(payment: object, charge: Charge) -> None:
    message = {"chat": {"id": 5, "type": "private"}, "successful_payment": payment}
    assert charges_in([raw({"update_id": 9, "message": message})]) == (charge,)


def test_a_refund_in_a_currency_that_the_library_does_not_know_is_a_charge() -> None:
    payment = {**REFUNDED.model_dump(), "currency": "EUR"}
    message = {"chat": {"id": 5, "type": "private"}, "refunded_payment": payment}
    (charge,) = charges_in([raw({"update_id": 9, "message": message})])
    assert (charge.kind, charge.currency) == (ChargeKind.REFUNDED, "EUR")
