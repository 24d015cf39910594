"""Invoices and Telegram Stars; for answers to pre-checkout queries see `answers`."""

import re

from aiogram.methods import GetStarTransactions, RefundStarPayment, SendInvoice
from aiogram.types import (
    Invoice,
    Message,
    StarTransaction,
    StarTransactions,
    TransactionPartnerUser,
)

from demo.simulator.errors import bad_request
from demo.simulator.methods.outgoing import deliver
from demo.simulator.methods.registry import Call, handles
from demo.simulator.money.invoices import SentInvoice
from demo.simulator.money.till import StarMove
from demo.simulator.paying import give_stars_back
from demo.simulator.world import World
from domain.shared.currencies import STARS
from infra.payments.telegram_currencies import bounds_of

_MAX_TITLE = 32
_MAX_DESCRIPTION = 255
_MAX_PAYLOAD_BYTES = 128
_MAX_PAGE = 100
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{0,64}")


@handles(SendInvoice)
def _send_invoice(call: Call[SendInvoice]) -> Message:
    method = call.method
    _check_words(method)
    _check_provider(method)
    invoice = Invoice(
        title=method.title,
        description=method.description,
        start_parameter=method.start_parameter or "",
        currency=method.currency,
        total_amount=_checked_total(method),
    )
    sent = SentInvoice(invoice, method.payload)
    return deliver(call.world, method, {"invoice": invoice}, invoice=sent)


@handles(RefundStarPayment)
def _refund_star_payment(call: Call[RefundStarPayment]) -> bool:
    charge = call.world.till.charges.get(call.method.telegram_payment_charge_id)
    if charge is None or charge.person_id != call.method.user_id or charge.currency != STARS:
        raise bad_request("CHARGE_NOT_FOUND")
    if charge.refunded_at is not None:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    give_stars_back(call.world, charge)
    return True


@handles(GetStarTransactions)
def _get_star_transactions(call: Call[GetStarTransactions]) -> StarTransactions:
    """Returns transactions, oldest first; out-of-range numbers are clamped, as in Telegram."""
    method, world = call.method, call.world
    offset = max(method.offset or 0, 0)
    limit = min(max(_MAX_PAGE if method.limit is None else method.limit, 1), _MAX_PAGE)
    page = world.till.star_moves[offset : offset + limit]
    return StarTransactions(transactions=[_transaction(world, move) for move in page])


def _check_words(method: SendInvoice) -> None:
    if not 1 <= len(method.title) <= _MAX_TITLE:
        raise bad_request("invoice title must be 1-32 characters")
    if not 1 <= len(method.description) <= _MAX_DESCRIPTION:
        raise bad_request("invoice description must be 1-255 characters")
    if not 1 <= len(method.payload.encode()) <= _MAX_PAYLOAD_BYTES:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if not _START_PARAMETER.fullmatch(method.start_parameter or ""):
        raise bad_request("START_PARAM_INVALID")


def _check_provider(method: SendInvoice) -> None:
    if method.currency == STARS and method.provider_token:
        raise bad_request("STARS_INVOICE_INVALID")
    if method.currency != STARS and not method.provider_token:
        raise bad_request("PAYMENT_PROVIDER_INVALID")


def _checked_total(method: SendInvoice) -> int:
    bounds = bounds_of(method.currency)
    if bounds is None:
        raise bad_request("CURRENCY_INVALID")
    if not method.prices or any(not price.label for price in method.prices):
        raise bad_request("INVOICE_PRICES_INVALID")
    total = sum(price.amount for price in method.prices)
    if method.currency == STARS and (len(method.prices) != 1 or total < bounds.least):
        raise bad_request("STARS_INVOICE_INVALID")
    if not bounds.least <= total <= bounds.most:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    return total


def _transaction(world: World, move: StarMove) -> StarTransaction:
    """Returns a transaction; a refund has its payment's id and a receiver instead of a source."""
    partner = TransactionPartnerUser(
        user=world.people[move.charge.person_id],
        transaction_type="invoice_payment",
        invoice_payload=move.charge.invoice.payload,
    )
    return StarTransaction(
        id=move.charge.charge_id,
        amount=move.charge.amount,
        date=move.at,
        source=None if move.is_refund else partner,
        receiver=partner if move.is_refund else None,
    )
