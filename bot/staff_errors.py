"""What stops an act of the staff means to them, and what to do next."""

from collections.abc import Mapping

from bot.views.reader import say
from domain.availability.policies import MaintenanceDenial, TooSoonDenial
from domain.clients.add_client import ClientKnownError, ClientUnreadableError
from domain.clients.get_client import ClientNotFoundError
from domain.clients.own_clients import OwnClientNotFoundError
from domain.schedule.errors import (
    BreakOutsideError,
    CollisionsChangedError,
    NotOwnTimeError,
    TimeOverError,
    TimeTooFarError,
)
from domain.shared.errors import DomainError
from domain.staff.errors import (
    AdminOfSettingsError,
    GroupNotConnectedError,
    InvitationExpiredError,
    InvitationUnknownError,
    InvitationUsedError,
    LastAdminError,
    MasterTakenError,
    MemberNotFoundError,
    OwnInvitationError,
    RoleHeldError,
)
from domain.visit.delays import NoDelayError
from domain.visit.errors import SameTimeError, VisitNotActiveError, VisitNotFoundError
from domain.visit.outcomes import (
    NoOutcomeError,
    NotBegunError,
    OtherOutcomeError,
    TooLateToCorrectError,
)
from domain.visit.policies import ClientBlockedDenial
from domain.visit.venue import MoneyLeftError

TO_STAFF: Mapping[type[DomainError], str] = {
    ClientBlockedDenial: say("<b>This client is blocked</b>\n\nNo visits can be booked for them."),
    MaintenanceDenial: say(
        "<b>Maintenance is on</b>{text}\n\n"
        "Nothing can be booked or moved meanwhile, by us neither. /maintenance off ends it."
    ),
    TooSoonDenial: say(
        "<b>This time is over</b>\n\n"
        "The earliest is {earliest}. Please go back and choose a later time."
    ),
    SameTimeError: say(
        "<b>The visit is at this time already</b>\n\n"
        "Nothing was changed. Please go back and choose another time."
    ),
    VisitNotActiveError: say(
        "<b>This visit can no longer be changed</b>\n\n"
        "It is over, was cancelled or waits for money. Its card shows where it stands."
    ),
    VisitNotFoundError: say("<b>There is no such visit</b>\n\nPlease go back."),
}
"""What the same means to an admin who acts for a client."""

STAFF_WORDS: Mapping[type[DomainError], str] = {
    ClientUnreadableError: say(
        "<b>We could not read that</b>\n\n"
        "Please write a name, and perhaps a phone number of 5 to 15 digits after it."
    ),
    ClientKnownError: say(
        "<b>Somebody has this phone number already</b>\n\n"
        "Please go back and choose them, or write another number."
    ),
    ClientNotFoundError: say(
        "<b>This client is not there any more</b>\n\nPlease go back and look for them again."
    ),
    NotBegunError: say("<b>This visit has not begun yet</b>\n\nThat can be marked from {time} on."),
    NoOutcomeError: say(
        "<b>This visit does not take place</b>\n\n"
        "It was cancelled or never confirmed, so there is nothing to mark."
    ),
    NoDelayError: say(
        "<b>Nobody can be late for this visit</b>\n\n"
        "That can be said on the day of a visit, until it is over. Its card shows how it stands."
    ),
    OtherOutcomeError: say(
        "<b>This visit was marked already</b>\n\n"
        "Somebody was quicker. The card of the visit shows how it stands."
    ),
    TooLateToCorrectError: say(
        "<b>It is too late to correct this visit</b>\n\nThat is possible for a week."
    ),
    MoneyLeftError: say(
        "<b>This visit is not paid for in full</b>\n\n"
        "Please say how the client paid the rest: in cash or by card."
    ),
    OwnClientNotFoundError: say(
        "<b>There is no such client of yours</b>\n\n"
        "Your list shows who has had a visit with you, or will have one."
    ),
    NotOwnTimeError: say(
        "<b>This is somebody else's time</b>\n\nEverybody changes their own; admins can help."
    ),
    TimeOverError: say(
        "<b>That is over already</b>\n\n"
        "Nothing was changed. Please go back and choose a time that is still to come."
    ),
    TimeTooFarError: say(
        "<b>That is too long or too far ahead</b>\n\n"
        "A year at once is possible, and up to two years ahead. Nothing was changed."
    ),
    BreakOutsideError: say(
        "<b>The break does not fit into these hours</b>\n\n"
        "It has to lie between the beginning and the end. Nothing was changed."
    ),
    CollisionsChangedError: say(
        "<b>Somebody has booked in the meantime</b>\n\n"
        "Nothing was changed. Please go back and look again."
    ),
    InvitationUnknownError: say(
        "<b>This invitation is not valid</b>\n\nPlease ask whoever sent it for a new one."
    ),
    InvitationUsedError: say(
        "<b>This invitation was used already</b>\n\n"
        "Each one serves once. Please ask whoever sent it for a new one."
    ),
    InvitationExpiredError: say(
        "<b>This invitation has expired</b>\n\nPlease ask whoever sent it for a new one."
    ),
    OwnInvitationError: say(
        "<b>This invitation is for somebody else</b>\n\n"
        "You made it yourself. Please forward the link to the person who is to join; "
        "it has not been used up."
    ),
    RoleHeldError: say(
        "<b>You have this role already</b>\n\n"
        "Nothing was changed: an invitation would still serve somebody else."
    ),
    MasterTakenError: say(
        "<b>Somebody works as this master already</b>\n\n"
        "Nothing was changed. The team shows who it is; an admin can change that there."
    ),
    MemberNotFoundError: say(
        "<b>Nobody has this role any more</b>\n\nThe team has changed in the meantime."
    ),
    LastAdminError: say(
        "<b>You are the only admin</b>\n\n"
        "Please invite another one first: somebody has to run the place."
    ),
    AdminOfSettingsError: say(
        "<b>This admin is named in the settings</b>\n\n"
        "Whoever runs the server can change that there."
    ),
    GroupNotConnectedError: say(
        "<b>This group is not connected</b>\n\n"
        "Figures are told only where the admins are told. /connect does it."
    ),
}
