"""Taps of the profile screens."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import UserNumber


class OpenProfile(CallbackData, prefix="profile"):
    """Open profile and language."""


class OpenLanguages(CallbackData, prefix="langs"):
    """Open the choice of languages."""


class ChooseLanguageTap(CallbackData, prefix="lang"):
    """Switch to this language."""

    language: str


class OpenPhone(CallbackData, prefix="phone"):
    """Ask for the user's own phone number."""


class ChooseSelf(CallbackData, prefix="thisisme"):
    """Say to be this client, whom the staff added by phone."""

    client_id: UserNumber


class ChooseNobody(CallbackData, prefix="notme"):
    """Say to be none of the clients with the same number."""


class OpenTimezones(CallbackData, prefix="zones"):
    """Open the choice of the user's own timezone."""


class ChooseTimezoneTap(CallbackData, prefix="zone"):
    """Show times in this zone beside the location's; empty is only the location's."""

    name: str = ""
