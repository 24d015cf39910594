"""Taps of masters on their days and weeks."""

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import Ordinal


class OpenToday(CallbackData, prefix="today"):
    """Open the visits of today."""


class OpenWeek(CallbackData, prefix="week"):
    """Open this week."""


class ShowDay(CallbackData, prefix="tday"):
    """Show the visits of a day; Back returns to the week if it was opened from there."""

    ordinal: Ordinal


class ShowWeek(CallbackData, prefix="tweek"):
    """Show the week that contains a day."""

    ordinal: Ordinal


class SendWeekPicture(CallbackData, prefix="weekpic"):
    """Send the week as a picture."""
