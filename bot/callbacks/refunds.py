"""Taps of the refunds screens."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import PaymentNumber


class OpenRefunds(CallbackData, prefix="refunds"):
    """Open the list of what is to be sent back by hand."""


class RefundMade(CallbackData, prefix="refunded"):
    """Note that the money was given back by hand."""

    payment_id: PaymentNumber
