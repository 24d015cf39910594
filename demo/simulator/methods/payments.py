"""Invoices and Telegram Stars; answering a pre-checkout query stands with the other answers."""

import re

from aiogram.methods import GetStarTransactions, RefundStarPayment, SendInvoice
from aiogram.types import (
    Invoice,
    Message,
    RefundedPayment,
    StarTransaction,
    StarTransactions,
    TransactionPartnerUser,
)

from demo.simulator.errors import bad_request
from demo.simulator.methods.outgoing import deliver
from demo.simulator.methods.registry import Call, handles
from demo.simulator.star_ledger import StarPayment
from demo.simulator.world import World

STARS = "XTR"
_MAX_TITLE = 32
_MAX_DESCRIPTION = 255
_MAX_PAYLOAD_BYTES = 128
_CURRENCY = re.compile(r"[A-Z]{3}")
# Telegram takes what is worth about 1 to 10,000 US dollars; the same bounds for every currency
# are near enough to catch amounts given in whole units or with a wrong sign.
_MIN_AMOUNT, _MAX_AMOUNT = 50, 10_000_000


@handles(SendInvoice)
def _send_invoice(call: Call[SendInvoice]) -> Message:
    method = call.method
    _check_words(method)
    total = _checked_total(method)
    invoice = Invoice(
        title=method.title,
        description=method.description,
        start_parameter=method.start_parameter or "",
        currency=method.currency,
        total_amount=total,
    )
    message = deliver(call.world, method, {"invoice": invoice}, invoice=True)
    call.world.invoice_payloads[message.chat.id, message.message_id] = method.payload
    return message


@handles(RefundStarPayment)
def _refund_star_payment(call: Call[RefundStarPayment]) -> bool:
    world = call.world
    charge_id = call.method.telegram_payment_charge_id
    payment = world.stars.payments.get(charge_id)
    if payment is None or payment.person_id != call.method.user_id:
        raise bad_request("CHARGE_NOT_FOUND")
    if payment.refunded_at is not None:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    refunded = world.stars.refund(charge_id, world.clock())
    _tell_of_refund(world, refunded)
    return True


@handles(GetStarTransactions)
def _get_star_transactions(call: Call[GetStarTransactions]) -> StarTransactions:
    method, world = call.method, call.world
    found = [t for payment in world.stars.payments.values() for t in _transactions(world, payment)]
    offset, limit = method.offset or 0, method.limit or 100
    return StarTransactions(transactions=found[offset : offset + limit])


def _check_words(method: SendInvoice) -> None:
    if not 1 <= len(method.title) <= _MAX_TITLE:
        raise bad_request("invoice title must be 1-32 characters")
    if not 1 <= len(method.description) <= _MAX_DESCRIPTION:
        raise bad_request("invoice description must be 1-255 characters")
    if not 1 <= len(method.payload.encode()) <= _MAX_PAYLOAD_BYTES:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if not _CURRENCY.fullmatch(method.currency):
        raise bad_request("CURRENCY_INVALID")
    if method.currency == STARS and method.provider_token:
        raise bad_request("STARS_INVOICE_INVALID")
    if method.currency != STARS and not method.provider_token:
        raise bad_request("PAYMENT_PROVIDER_INVALID")


def _checked_total(method: SendInvoice) -> int:
    prices = method.prices
    total = sum(price.amount for price in prices)
    if not prices or any(not price.label for price in prices):
        raise bad_request("INVOICE_PRICES_INVALID")
    if method.currency == STARS:
        if len(prices) != 1 or total < 1:
            raise bad_request("STARS_INVOICE_INVALID")
    elif not _MIN_AMOUNT <= total <= _MAX_AMOUNT:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    return total


def _tell_of_refund(world: World, payment: StarPayment) -> None:
    chat = world.chats[payment.person_id]
    refunded = RefundedPayment(
        total_amount=payment.amount,
        invoice_payload=payment.payload,
        telegram_payment_charge_id=payment.charge_id,
    )
    message = Message(
        message_id=world.next_message_id(),
        date=world.clock(),
        chat=chat.info,
        from_user=world.people[payment.person_id],
        refunded_payment=refunded,
    )
    chat.add(message)
    world.updates.put("message", message, person_id=payment.person_id, chat_id=chat.id)


def _transactions(world: World, payment: StarPayment) -> list[StarTransaction]:
    partner = TransactionPartnerUser(
        user=world.people[payment.person_id],
        transaction_type="invoice_payment",
        invoice_payload=payment.payload,
    )
    paid = StarTransaction(
        id=payment.charge_id, amount=payment.amount, date=payment.paid_at, source=partner
    )
    if payment.refunded_at is None:
        return [paid]
    back = StarTransaction(
        id=payment.charge_id, amount=payment.amount, date=payment.refunded_at, receiver=partner
    )
    return [paid, back]
