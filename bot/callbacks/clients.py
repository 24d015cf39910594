"""Taps of the clients screens."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import UserNumber


class OpenOwnClients(CallbackData, prefix="mclients"):
    """Open the list of all clients of the master."""


class OpenOwnClient(CallbackData, prefix="mclient"):
    """Open one client."""

    client_id: UserNumber
