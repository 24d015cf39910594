"""Taps of masters on their own working time."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.callbacks.values import BookingNumber, Id, Ordinal

Weekday = Annotated[int, Field(ge=0, lt=7)]
"""Monday is 0."""

Minutes = Annotated[int, Field(ge=0, lt=24 * 60)]


class OpenMyTime(CallbackData, prefix="mytime"):
    """Open the master's own working time."""


class ShowTimeOf(CallbackData, prefix="timeof"):
    """Show the user's working time at another location, where they are another master."""

    master_id: Id


class OpenWeekday(CallbackData, prefix="wday"):
    """Open the hours of a weekday."""

    weekday: Weekday


class CloseWeekday(CallbackData, prefix="wdayoff"):
    """Never work on this weekday."""

    weekday: Weekday


class UsualWeekday(CallbackData, prefix="wdayas"):
    """Work on this weekday at the usual hours."""

    weekday: Weekday


class CopyWeekday(CallbackData, prefix="wdaycp"):
    """Work on this weekday as on another one."""

    weekday: Weekday
    like: Weekday


class OpenDaysOff(CallbackData, prefix="daysoff"):
    """Open the days off."""


class TakeDayOff(CallbackData, prefix="dayoff"):
    """Take a day off."""

    ordinal: Ordinal


class WorkAfterAll(CallbackData, prefix="dayon"):
    """Remove these days off."""

    first: Ordinal
    last: Ordinal


class OpenBlocks(CallbackData, prefix="blocks"):
    """Open the blocked periods."""


class BlockNow(CallbackData, prefix="blocknow"):
    """Block time from now on for `minutes`; 0 is the rest of the day."""

    minutes: Minutes


class LiftBlock(CallbackData, prefix="unblock"):
    """Remove a block."""

    block_id: BookingNumber


class MakeTimeChange(CallbackData, prefix="timeok"):
    """Confirm the change after its collisions were shown."""
