"""Taps of the booking dialogue."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import Id, Minute, Ordinal


class OpenBooking(CallbackData, prefix="book"):
    """Start a booking."""


class ChooseLocation(CallbackData, prefix="loc"):
    """Book at this location."""

    location_id: Id


class TickService(CallbackData, prefix="svc"):
    """Add a service to the visit or remove it; `on` is the wanted state: the tap is idempotent."""

    service_id: Id
    on: bool


class ServicesChosenTap(CallbackData, prefix="svcok"):
    """Continue with the ticked services."""


class ChooseMaster(CallbackData, prefix="mst"):
    """Choose one master for all services; 0 is any."""

    master_id: Id


class ChooseMasterOfService(CallbackData, prefix="mst1"):
    """Choose a master for the service at `position` of the visit; 0 is any."""

    position: int
    master_id: Id


class ChooseMasterAgain(CallbackData, prefix="remst"):
    """Return to the choice of masters: a chosen master is no longer available."""


class MeetMasters(CallbackData, prefix="meet"):
    """Look at the masters one by one before choosing."""


class ShowMonth(CallbackData, prefix="month"):
    """Turn the calendar to a month, counted as `year * 12 + month - 1`."""

    index: int


class ChooseDay(CallbackData, prefix="day"):
    """Look at the times of a day."""

    ordinal: Ordinal


class DayReason(StrEnum):
    """Why a cell of the calendar cannot be chosen."""

    FULL = "full"
    OFF = "off"  # no suitable master works
    HOLIDAY = "holiday"
    PAST = "past"
    FAR = "far"  # beyond the horizon
    NO_DAY = "none"  # the name of a weekday, or an empty cell


class DayHint(CallbackData, prefix="nday"):
    """Ask why a day cannot be chosen."""

    reason: DayReason


class ChooseStart(CallbackData, prefix="start"):
    """Choose a start from the list."""

    minute: Minute


class TakeAlternative(CallbackData, prefix="alt"):
    """Book another start in one tap, only at the price shown."""

    minute: Minute
    price_minor: int


class ConfirmBooking(CallbackData, prefix="ok"):
    """Book the visit on the card, only at the price shown."""

    price_minor: int


class AddNote(CallbackData, prefix="note"):
    """Write a note for the master."""


class DropNote(CallbackData, prefix="nonote"):
    """Remove the note."""
