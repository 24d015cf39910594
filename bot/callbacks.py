"""What the buttons send: typed, within 64 bytes, and never trusted when it comes back.

Moments travel as whole minutes since 1970 in UTC, days as their proleptic ordinals, so that a
value is short and has one spelling. Numbers that a database or a calendar could not hold are
refused when a tap is read.
"""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


YEAR_9000 = datetime(9000, 1, 1, tzinfo=UTC)
"""Far enough from the end of the calendar for whatever is added to a moment."""

Id = Annotated[int, Field(ge=0, lt=2**31)]
"""What a business has few of; 0 where a tap means none of them."""

BookingNumber = Annotated[int, Field(gt=0, lt=2**63)]
Minute = Annotated[int, Field(ge=0, lt=(YEAR_9000 - EPOCH) // MINUTE)]
Ordinal = Annotated[int, Field(ge=EPOCH.toordinal(), lt=YEAR_9000.toordinal())]


def minute_of(moment: datetime) -> int:
    """Return the whole minutes since 1970 of an aware moment."""
    return (moment - EPOCH) // MINUTE


def moment_of(minute: int) -> datetime:
    """Return the moment, aware, in UTC."""
    return EPOCH + minute * MINUTE


def day_of(ordinal: int) -> date:
    """Return the day."""
    return date.fromordinal(ordinal)


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


class OpenBooking(CallbackData, prefix="book"):
    """Begin to book."""


class OpenVisits(CallbackData, prefix="visits"):
    """Open the client's visits."""


class OpenProfile(CallbackData, prefix="profile"):
    """Open profile and language."""


class OpenHelp(CallbackData, prefix="help"):
    """Open the help."""


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
    """Return to the choice of masters: one who was chosen can no longer be had."""


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


class ShowVisits(CallbackData, prefix="vlist"):
    """Show the coming visits or the past ones."""

    past: bool


class OpenVisit(CallbackData, prefix="visit"):
    """Open the card of a visit."""

    booking_id: BookingNumber


class SendCalendarFile(CallbackData, prefix="ics"):
    """Send the visit as a file for the client's calendar."""

    booking_id: BookingNumber


class MoveVisit(CallbackData, prefix="move"):
    """Look for another time for a visit."""

    booking_id: BookingNumber


class AskCancel(CallbackData, prefix="cancel"):
    """Ask whether a visit is really to be cancelled."""

    booking_id: BookingNumber


class CancelVisitTap(CallbackData, prefix="cancelok"):
    """Cancel a visit."""

    booking_id: BookingNumber
