"""What each error of the domain means to the person whom it stops, and what to do next."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.payment_errors import PAYMENT_WORDS
from bot.staff_errors import STAFF_WORDS, TO_STAFF
from bot.views.reader import Reader, say
from bot.views.words import quoted, shortened
from bot.visit_errors import VISIT_WORDS
from domain.availability.policies import (
    MaintenanceDenial,
    MoveTooSoonDenial,
    TooFarDenial,
    TooSoonDenial,
)
from domain.catalog.errors import (
    LocationNotFoundError,
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.clients.choose_language import UnknownLanguageError
from domain.clients.choose_timezone import UnknownTimezoneError
from domain.shared.denials import PolicyDenial
from domain.shared.errors import DomainError, TryAgainError
from domain.shared.identity import RoleMissingError
from domain.visit.correspondence import TooMuchWrittenDenial
from domain.visit.errors import (
    SameTimeError,
    SlotTakenError,
    VisitNotActiveError,
    VisitNotFoundError,
)
from domain.visit.outcomes import NotBegunError
from domain.visit.policies import (
    ClientBlockedDenial,
    TooLateToCancelDenial,
    TooLateToMoveDenial,
    TooManyVisitsDenial,
)
from domain.visit.transitions import UndefinedTransitionError

MAX_BUSINESS_TEXT = 1000

WORDS: Mapping[type[DomainError], str] = {
    DomainError: say(
        "<b>That did not work</b>\n\nNothing was changed. Please go back and try again."
    ),
    TryAgainError: say(
        "<b>A lot is going on right now</b>\n\n"
        "Others are booking at this very moment, so nothing was changed. Please try again."
    ),
    SlotTakenError: say("<b>This time is no longer free</b>\n\nNothing was booked or changed."),
    VisitNotFoundError: say(
        "<b>There is no such visit</b>\n\nPlease look at your visits to see where they stand."
    ),
    VisitNotActiveError: say(
        "<b>This visit can no longer be changed</b>\n\n"
        "It has begun, is over or was cancelled. Your visits show where it stands."
    ),
    SameTimeError: say(
        "<b>Your visit is at this time already</b>\n\n"
        "Nothing was changed. Please go back and choose another time."
    ),
    UndefinedTransitionError: say(
        "<b>This visit can no longer be changed</b>\n\n"
        "It has begun, is over or was cancelled. Your visits show where it stands."
    ),
    LocationNotFoundError: say(
        "<b>There is nothing to book here now</b>\n\n"
        "This place is closed or not set up yet. Please begin again from the menu."
    ),
    ServiceNotFoundError: say(
        "<b>This choice cannot be booked</b>\n\n"
        "The list has changed in the meantime. Please choose the services again."
    ),
    ServiceSwitchedOffError: say(
        "<b>{name} is no longer offered</b>\n\n"
        "It was taken off the list in the meantime. Please choose again."
    ),
    MasterNotFoundError: say(
        "<b>This choice cannot be booked</b>\n\n"
        "The person you chose no longer does this service. Please choose somebody else."
    ),
    MasterSwitchedOffError: say(
        "<b>{name} takes no bookings at the moment</b>\n\nPlease choose somebody else."
    ),
    PolicyDenial: say(
        "<b>That is not possible</b>\n\n"
        "Our rules do not allow it. Please go back and choose something else."
    ),
    MaintenanceDenial: say(
        "<b>We take no new bookings for the moment</b>{text}\n\n"
        "Your visits stand, and you can still see and cancel them. Please try again later."
    ),
    TooSoonDenial: say(
        "<b>That is too soon for us</b>\n\n"
        "We need a little time to prepare: the earliest you can book now is {earliest}. "
        "Please go back and choose a later time."
    ),
    MoveTooSoonDenial: say(
        "<b>That is too near to move a visit to</b>\n\n"
        "The earliest you can move it to now is {earliest}. "
        "Please go back and choose a later time."
    ),
    TooFarDenial: say(
        "<b>That is too far ahead</b>\n\n"
        "You can book up to {last_day}. Please go back and choose an earlier day."
    ),
    ClientBlockedDenial: say(
        "<b>You cannot book here at the moment</b>\n\n"
        "We have switched off bookings for you. Please speak to us directly."
    ),
    TooManyVisitsDenial: say(
        "<b>You have as many visits ahead as one can have here</b>\n\n"
        "The limit is {limit}. Please come to one of them, or cancel one, before you book more."
    ),
    TooLateToCancelDenial: say(
        "<b>It is too late to cancel here</b>\n\n"
        "That is possible until {span} before the visit. "
        "If you cannot come, please tell us directly."
    ),
    TooLateToMoveDenial: say(
        "<b>It is too late to move this visit</b>\n\n"
        "That is possible until {span} before it begins. "
        "If you cannot come, please tell us directly."
    ),
    RoleMissingError: say(
        "<b>This is for our staff only</b>\n\nYour own visits and bookings are in the menu."
    ),
    UnknownLanguageError: say(
        "<b>We do not speak this language yet</b>\n\nPlease choose one of the list."
    ),
    UnknownTimezoneError: say(
        "<b>We do not know this time zone</b>\n\nPlease choose a city of the list."
    ),
    **PAYMENT_WORDS,
    **VISIT_WORDS,
    **STAFF_WORDS,
}


def explain(error: DomainError, reader: Reader, *, for_a_client: bool = False) -> Markup:
    """Say what happened, why, and what to do next, perhaps to an admin who acts `for_a_client`.

    Moments in errors are aware in the zone of the location, and are written in it.
    """
    known = {**WORDS, **TO_STAFF} if for_a_client else WORDS
    words = next(known[kind] for kind in type(error).__mro__ if kind in known)
    return reader.say(words, **_values(error, reader))


def explain_plainly(error: DomainError, reader: Reader) -> str:
    """Say the same on one line without tags, as a payment that is refused is answered."""
    return ". ".join(part.striptags() for part in explain(error, reader).split("\n\n"))


def _values(error: DomainError, reader: Reader) -> Mapping[str, object]:
    values: Mapping[str, object] = {}
    match error:
        case ServiceSwitchedOffError(name=name) | MasterSwitchedOffError(name=name):
            values = {"name": reader.name(name)}
        case MaintenanceDenial(text=text):
            values = {"text": _own_words(text)}
        case TooSoonDenial(earliest_at=earliest_at):
            values = {"earliest": reader.day_and_time(earliest_at)}
        case NotBegunError(from_at=from_at):
            values = {"time": reader.day_and_time(from_at)}
        case TooFarDenial(last_day=last_day):
            values = {"last_day": reader.full_day(last_day)}
        case TooManyVisitsDenial(max_upcoming=limit) | TooMuchWrittenDenial(limit=limit):
            values = {"limit": limit}
        case (
            TooLateToCancelDenial(lock_minutes=minutes) | TooLateToMoveDenial(lock_minutes=minutes)
        ):
            values = {"span": reader.span(minutes)}
    return values


def _own_words(text: str) -> Markup:
    """Quote what the business says itself, if it says anything."""
    text = text.strip()
    return Markup("\n\n") + quoted(shortened(text, MAX_BUSINESS_TEXT)) if text else Markup("")
