"""Taps of the profile screens."""

from aiogram.filters.callback_data import CallbackData


class OpenProfile(CallbackData, prefix="profile"):
    """Open profile and language."""


class OpenLanguages(CallbackData, prefix="langs"):
    """Open the choice of languages."""


class ChooseLanguageTap(CallbackData, prefix="lang"):
    """Speak this language from now on."""

    language: str


class OpenTimezones(CallbackData, prefix="zones"):
    """Open the choice of the reader's own timezone."""


class ChooseTimezoneTap(CallbackData, prefix="zone"):
    """Show this zone's times beside the location's; empty is the location's alone."""

    name: str = ""
