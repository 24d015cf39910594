"""Taps of the clients screens."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import UserNumber


class OpenOwnClients(CallbackData, prefix="mclients"):
    """Open the clients of the master, all of them."""


class OpenOwnClient(CallbackData, prefix="mclient"):
    """Open one of them."""

    client_id: UserNumber
