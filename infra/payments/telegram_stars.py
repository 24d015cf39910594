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
    """Telegram Stars: no token, whole amounts; supports listing and full refunds."""

    name = "telegram_stars"
    can_refund = True
    can_list = True

    def __init__(self, bot: Bot) -> None:
        super().__init__(bot)
        self.account = str(bot.id)

    async def refund(self, payment: Payment, payer_ref: int, amount: Money) -> None:
        """Send the whole payment back: Telegram sends back no part of one.

        A rejected refund can succeed later, for example when the bot has stars again.
        """
        if payment.charge_ref is None or amount != payment.amount:
            raise RefundImpossibleError
        with telegram_asked():
            try:
                await self._bot.refund_star_payment(payer_ref, payment.charge_ref)
            except TelegramBadRequest as error:
                if ALREADY_REFUNDED not in error.message:  # only this request can have refunded it
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
    """Read a payment or refund of a client; `None` for gifts, withdrawals and similar."""
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
