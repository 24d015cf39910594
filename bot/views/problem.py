from datetime import datetime

from bot.callbacks import ChooseStart, OpenBooking, OpenVisits, TakeAlternative, minute_of
from bot.errors import explain
from bot.views.reader import Reader
from bot.views.rows import column
from bot.views.screen import Button, ButtonStyle, Rows, Screen
from bot.views.words import capitalized, label, paragraphs
from domain.availability.policies import MaintenanceDenial
from domain.booking.errors import (
    AlreadyBookedError,
    SlotTakenError,
    VisitNotActiveError,
    VisitNotFoundError,
)
from domain.booking.transitions import UndefinedTransitionError
from domain.catalog.errors import (
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.shared.errors import DomainError

LOOK_AT_VISITS = (
    AlreadyBookedError,
    MaintenanceDenial,
    UndefinedTransitionError,
    VisitNotActiveError,
    VisitNotFoundError,
)
CHOOSE_AGAIN = (
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)


def render_problem(
    error: DomainError, reader: Reader, *, seen_price_minor: int | None = None
) -> Screen:
    """Explain an error, with the next step as a button.

    A time that was taken comes with the nearest others: one tap books each for the price that
    was seen, or opens its card where none was seen yet.
    """
    if isinstance(error, SlotTakenError):
        return _render_taken(error, reader, seen_price_minor)
    return Screen(explain(error, reader), _next_step(error, reader))


def _render_taken(error: SlotTakenError, reader: Reader, seen_price_minor: int | None) -> Screen:
    text = paragraphs(
        explain(error, reader),
        reader.say("These are the nearest free times:")
        if error.alternatives
        else reader.say("Please go back and choose another day."),
    )
    buttons = (_alternative(start, reader, seen_price_minor) for start in error.alternatives)
    return Screen(text, column(buttons))


def _alternative(start_at: datetime, reader: Reader, seen_price_minor: int | None) -> Button:
    minute = minute_of(start_at)
    return Button(
        label(capitalized(reader.day_and_time(start_at))),
        tap=ChooseStart(minute=minute)
        if seen_price_minor is None
        else TakeAlternative(minute=minute, price_minor=seen_price_minor),
    )


def _next_step(error: DomainError, reader: Reader) -> Rows:
    if isinstance(error, LOOK_AT_VISITS):
        return ((Button(label(reader.say("🗂 My visits")), tap=OpenVisits()),),)
    if isinstance(error, CHOOSE_AGAIN):
        again = label(reader.say("Choose again"))
        return ((Button(again, tap=OpenBooking(), style=ButtonStyle.PRIMARY),),)
    return ()
