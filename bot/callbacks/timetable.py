"""Taps of masters on their days and on their clients."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import Ordinal


class OpenToday(CallbackData, prefix="today"):
    """Open the visits of today."""


class OpenWeek(CallbackData, prefix="week"):
    """Open this week."""


class ShowDay(CallbackData, prefix="tday"):
    """Show the visits of a day; from a week, Back leads to it."""

    ordinal: Ordinal


class ShowWeek(CallbackData, prefix="tweek"):
    """Show the week in which a day lies."""

    ordinal: Ordinal


class SendWeekPicture(CallbackData, prefix="weekpic"):
    """Send the week as a picture."""
