"""What the buttons send: typed, within 64 bytes, and never trusted when it comes back.

Moments travel as whole minutes since 1970 in UTC, days as their proleptic ordinals, so that a
value is short and has one spelling. Numbers that a database or a calendar could not hold are
refused when a tap is read.
"""

from bot.callbacks.booking import (
    AddNote,
    ChooseDay,
    ChooseLocation,
    ChooseMaster,
    ChooseMasterAgain,
    ChooseMasterOfService,
    ChooseStart,
    ConfirmBooking,
    DayHint,
    DayReason,
    DropNote,
    MeetMasters,
    OpenBooking,
    ServicesChosenTap,
    ShowMonth,
    TakeAlternative,
    TickService,
)
from bot.callbacks.menu import (
    Again,
    Back,
    ChooseLanguageTap,
    ChooseTimezoneTap,
    Home,
    OpenHelp,
    OpenLanguages,
    OpenProfile,
    OpenTimezones,
    Page,
)
from bot.callbacks.values import YEAR_9000, day_of, minute_of, moment_of
from bot.callbacks.visits import (
    AskCancel,
    CancelVisitTap,
    MoveVisit,
    OpenVisit,
    OpenVisits,
    SendCalendarFile,
    ShowVisits,
)

__all__ = [
    "YEAR_9000",
    "AddNote",
    "Again",
    "AskCancel",
    "Back",
    "CancelVisitTap",
    "ChooseDay",
    "ChooseLanguageTap",
    "ChooseLocation",
    "ChooseMaster",
    "ChooseMasterAgain",
    "ChooseMasterOfService",
    "ChooseStart",
    "ChooseTimezoneTap",
    "ConfirmBooking",
    "DayHint",
    "DayReason",
    "DropNote",
    "Home",
    "MeetMasters",
    "MoveVisit",
    "OpenBooking",
    "OpenHelp",
    "OpenLanguages",
    "OpenProfile",
    "OpenTimezones",
    "OpenVisit",
    "OpenVisits",
    "Page",
    "SendCalendarFile",
    "ServicesChosenTap",
    "ShowMonth",
    "ShowVisits",
    "TakeAlternative",
    "TickService",
    "day_of",
    "minute_of",
    "moment_of",
]
