"""Taps of the refunds screens."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import PaymentNumber


class OpenRefunds(CallbackData, prefix="refunds"):
    """Open the list of manual refunds."""


class RefundMade(CallbackData, prefix="refunded"):
    """Mark a manual refund as done."""

    payment_id: PaymentNumber
