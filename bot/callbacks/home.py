"""Taps on the menu, on lists, and on what a person sets."""

from aiogram.filters.callback_data import CallbackData


class Back(CallbackData, prefix="back"):
    """Return to the screen below; `depth` of the stack makes a second tap of a double one void."""

    depth: int


class Home(CallbackData, prefix="home"):
    """Return to the menu."""


class Again(CallbackData, prefix="again"):
    """Try to show the present screen once more."""


class Page(CallbackData, prefix="page"):
    """Turn to a page of the present list, counted from 0."""

    number: int


class OpenHelp(CallbackData, prefix="help"):
    """Open the help."""
