"""Taps on the menu and for navigation."""

from aiogram.filters.callback_data import CallbackData


class Back(CallbackData, prefix="back"):
    """Return to the screen below; `depth` of the stack makes the second of a double tap invalid."""

    depth: int


class Home(CallbackData, prefix="home"):
    """Return to the menu."""


class Again(CallbackData, prefix="again"):
    """Try to show the current screen once more."""


class Page(CallbackData, prefix="page"):
    """Go to a page of the current list, counted from 0."""

    number: int


class OpenHelp(CallbackData, prefix="help"):
    """Open the help."""
