"""Taps of the profile screens."""

from aiogram.filters.callback_data import CallbackData


class OpenProfile(CallbackData, prefix="profile"):
    """Open profile and language."""


class OpenLanguages(CallbackData, prefix="langs"):
    """Open the choice of languages."""


class ChooseLanguageTap(CallbackData, prefix="lang"):
    """Switch to this language."""

    language: str


class OpenTimezones(CallbackData, prefix="zones"):
    """Open the choice of the user's own timezone."""


class ChooseTimezoneTap(CallbackData, prefix="zone"):
    """Show times in this zone beside the location's; empty is only the location's."""

    name: str = ""
