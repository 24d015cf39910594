from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import StarTransaction, TransactionPartnerUser

from domain.payments.errors import RefundImpossibleError
from domain.payments.model import Charge, ChargeKind, Payment
from domain.payments.provider_ports import Transactions
from domain.shared.currencies import STARS
from domain.shared.money import Money
from infra.payments.telegram_invoices import TelegramInvoices, telegram_asked

ALREADY_REFUNDED = "CHARGE_ALREADY_REFUNDED"
INVOICE_PAYMENT = "invoice_payment"


class TelegramStars(TelegramInvoices):
    """Telegram's own stars: no token, one whole number; it can be asked, and sends all back."""

    name = "telegram_stars"
    can_refund = True
    can_list = True

    def __init__(self, bot: Bot) -> None:
        super().__init__(bot)
        self.account = str(bot.id)

    async def refund(self, payment: Payment, payer_ref: int, amount: Money) -> None:
        """Send the whole payment back: Telegram sends back no part of one.

        What it refuses may go another time, when the bot has stars again for example.
        """
        if payment.charge_ref is None or amount != payment.amount:
            raise RefundImpossibleError
        with telegram_asked():
            try:
                await self._bot.refund_star_payment(payer_ref, payment.charge_ref)
            except TelegramBadRequest as error:
                if ALREADY_REFUNDED not in error.message:  # nobody but this request can do it
                    raise

    async def list_transactions(self, offset: int, limit: int) -> Transactions:
        """Return a page of at most 100, oldest first."""
        with telegram_asked():
            page = await self._bot.get_star_transactions(offset=offset, limit=limit)
        charges = (_charge(transaction) for transaction in page.transactions)
        return Transactions(
            tuple(charge for charge in charges if charge is not None), len(page.transactions)
        )


def _charge(transaction: StarTransaction) -> Charge | None:
    """Read what a client paid or got back; gifts, withdrawals and the like are none of it."""
    match transaction:
        case StarTransaction(source=TransactionPartnerUser() as partner):
            kind = ChargeKind.PAID
        case StarTransaction(receiver=TransactionPartnerUser() as partner):
            kind = ChargeKind.REFUNDED
        case _:
            return None
    if partner.transaction_type != INVOICE_PAYMENT:
        return None
    return Charge(
        kind=kind,
        charge_ref=transaction.id,
        provider_charge_id=None,
        payer_ref=partner.user.id,
        payload=partner.invoice_payload or "",
        amount_minor=transaction.amount,
        currency=STARS,
    )
