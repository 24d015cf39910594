"""What stops an act of the staff means to them, and what to do next."""

from collections.abc import Mapping

from bot.views.reader import say
from domain.booking.delays import NoDelayError
from domain.booking.outcomes import (
    NoOutcomeError,
    NotBegunError,
    OtherOutcomeError,
    TooLateToCorrectError,
)
from domain.clients.own_clients import OwnClientNotFoundError
from domain.payments.venue import MoneyLeftError
from domain.shared.errors import DomainError
from domain.staff.errors import (
    AdminOfSettingsError,
    InvitationExpiredError,
    InvitationUnknownError,
    InvitationUsedError,
    LastAdminError,
    MasterTakenError,
    MemberNotFoundError,
    OwnInvitationError,
    RoleHeldError,
)

STAFF_WORDS: Mapping[type[DomainError], str] = {
    NotBegunError: say(
        "<b>This visit has not begun yet</b>\n\n"
        "What becomes of it can be marked as soon as its time has come."
    ),
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
        "<b>You have this role already</b>\n\nThe invitation still serves somebody else."
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
}
