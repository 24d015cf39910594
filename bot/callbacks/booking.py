"""Taps on the way to a visit."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.values import Id, Minute, Ordinal


class OpenBooking(CallbackData, prefix="book"):
    """Begin to book."""


class ChooseLocation(CallbackData, prefix="loc"):
    """Book at this location."""

    location_id: Id


class TickService(CallbackData, prefix="svc"):
    """Put a service into the visit, or take it out: the wanted state, so that twice is once."""

    service_id: Id
    on: bool


class ServicesChosenTap(CallbackData, prefix="svcok"):
    """Go on with the ticked services."""


class ChooseMaster(CallbackData, prefix="mst"):
    """Take one master for all services; 0 is any."""

    master_id: Id


class ChooseMasterOfService(CallbackData, prefix="mst1"):
    """Take a master for the service at `position` of the visit; 0 is any."""

    position: int
    master_id: Id


class ChooseMasterAgain(CallbackData, prefix="remst"):
    """Return to the choice of masters: one who was chosen is no longer available."""


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
    OFF = "off"  # nobody who could do it works
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
    """Book at another start in one tap, for no other price than the one seen."""

    minute: Minute
    price_minor: int


class ConfirmBooking(CallbackData, prefix="ok"):
    """Book what the card shows, for the price that it shows."""

    price_minor: int


class AddNote(CallbackData, prefix="note"):
    """Write a note for the master."""


class DropNote(CallbackData, prefix="nonote"):
    """Take the note away again."""
