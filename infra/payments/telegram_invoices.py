"""Invoices in a chat, common to all providers behind Telegram."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import LabeledPrice

from domain.payments.errors import (
    PaymentAmountError,
    PaymentFailedError,
    PaymentUnknownError,
)
from domain.payments.model import Charge, Payment
from domain.payments.provider_ports import Invoice
from domain.shared.destination import Chat, Destination
from domain.shared.ids import InvoiceRef
from domain.shared.money import Money
from infra.payments.refusing import RefusingProvider
from infra.payments.telegram_currencies import bounds_of

log = structlog.get_logger(__name__)

START_PARAMETER = "book"
"""Turns a forwarded invoice into a link to the bot; without it, any recipient could pay it."""


@contextmanager
def telegram_asked() -> Iterator[None]:
    """Translate Telegram and network errors into `PaymentFailedError`."""
    try:
        yield
    except AiogramError as error:
        log.warning("payment_request_failed", error=type(error).__name__, reason=_reason(error))
        raise PaymentFailedError from error


def _reason(error: AiogramError) -> str:
    """Return Telegram's message for the log, such as `CURRENCY_TOTAL_AMOUNT_INVALID`."""
    return error.message if isinstance(error, TelegramBadRequest) else ""


class TelegramInvoices(RefusingProvider):
    """Sends and withdraws invoices, and compares payments with them."""

    takes_deposits = True

    def __init__(self, bot: Bot, provider_token: str = "") -> None:
        self._bot = bot
        self._provider_token = provider_token

    def takes(self, amount: Money) -> bool:
        """Return whether Telegram takes the currency, and sums that small."""
        bounds = bounds_of(amount.currency)
        return bounds is not None and amount.amount_minor >= bounds.least

    async def create_invoice(self, invoice: Invoice) -> InvoiceRef:
        """Send an invoice with exactly one price."""
        amount, words = invoice.amount, invoice.words
        with telegram_asked():
            message = await self._bot.send_invoice(
                chat_id=_chat_id_of(invoice.destination),
                title=words.title,
                description=words.description,
                payload=str(invoice.payload),
                provider_token=self._provider_token,
                currency=amount.currency,
                prices=[LabeledPrice(label=words.label, amount=amount.amount_minor)],
                start_parameter=START_PARAMETER,
            )
        return InvoiceRef(message.message_id)

    async def withdraw_invoice(self, destination: Destination, invoice_ref: InvoiceRef) -> None:
        """Delete the message of an invoice.

        Telegram does not delete messages after two days; then the invoice stays with its button,
        and the pre-checkout rejects payment before any money moves.
        """
        with telegram_asked():
            try:
                await self._bot.delete_message(_chat_id_of(destination), invoice_ref)
            except (TelegramBadRequest, TelegramForbiddenError) as error:
                log.info("invoice_not_deleted", reason=error.message)

    async def verify_payment(self, payment: Payment, charge: Charge) -> None:
        """Compare the charge with the request; Telegram's report is trusted as the provider's."""
        if charge.payload != str(payment.payload):
            raise PaymentUnknownError
        if (charge.amount_minor, charge.currency) != (
            payment.amount.amount_minor,
            payment.amount.currency,
        ):
            raise PaymentAmountError


def _chat_id_of(destination: Destination) -> int:
    """Return the chat; Telegram sends its invoices nowhere else."""
    if not isinstance(destination, Chat):
        raise PaymentFailedError
    return destination.id
