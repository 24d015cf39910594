from datetime import datetime

from aiogram.filters.callback_data import CallbackData

from bot.callbacks.booking import ChooseMasterAgain, ChooseStart, OpenBooking, TakeAlternative
from bot.callbacks.changes import WithAnyMaster
from bot.callbacks.home import Again
from bot.callbacks.values import minute_of
from bot.callbacks.visits import OpenVisits
from bot.errors.explain import explain
from bot.errors.texts import ErrorTexts
from bot.ui.layout import column
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import capitalized, label, paragraphs
from domain.availability.policies import MaintenanceDenial
from domain.booking.confirm_attendance import OtherTimeError
from domain.catalog.errors import (
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.payments.errors import (
    AlreadyPaidError,
    HoldOverError,
    NothingToRefundError,
    PaymentFailedError,
    PaymentNotFoundError,
)
from domain.payments.transitions import UndefinedPaymentTransitionError
from domain.shared.errors import DomainError, RetryableError
from domain.visit.errors import SlotTakenError, VisitNotActiveError, VisitNotFoundError
from domain.visit.policies import TooLateToCancelDenial, TooLateToMoveDenial, TooManyVisitsDenial
from domain.visit.proposals import ProposalOverError
from domain.visit.transitions import UndefinedTransitionError

LOOK_AT_VISITS = (
    AlreadyPaidError,
    HoldOverError,
    MaintenanceDenial,
    NothingToRefundError,
    OtherTimeError,
    PaymentNotFoundError,
    ProposalOverError,
    TooLateToCancelDenial,
    TooLateToMoveDenial,
    TooManyVisitsDenial,
    UndefinedPaymentTransitionError,
    UndefinedTransitionError,
    VisitNotActiveError,
    VisitNotFoundError,
)
CHOOSE_MASTER_AGAIN = (MasterNotFoundError, MasterSwitchedOffError)
CHOOSE_AGAIN = (ServiceNotFoundError, ServiceSwitchedOffError)


def render_problem(
    error: DomainError,
    localizer: Localizer,
    texts: ErrorTexts,
    *,
    seen_price_minor: int | None = None,
    masters_are_below: bool = False,
    can_be_with_any_master: bool = False,
    for_a_client: bool = False,
) -> Screen:
    """Explain an error, with the next step as a button.

    A taken time comes with the nearest alternatives: a tap books one for the price shown, or opens
    its card if no price was shown yet. For an unavailable master, the button returns to the choice
    of masters if that is on the stack; a visit that is moved can take any master instead.
    `for_a_client` omits the buttons to the user's own visits and bookings.
    """
    if isinstance(error, SlotTakenError):
        return _render_taken(error, localizer, texts, seen_price_minor)
    step = _next_step(
        error,
        localizer,
        masters_are_below=masters_are_below,
        can_be_with_any_master=can_be_with_any_master,
    )
    if for_a_client and step is not None and isinstance(step.tap, OpenBooking | OpenVisits):
        step = None
    return Screen(explain(error, localizer, texts), ((step,),) if step else ())


def _render_taken(
    error: SlotTakenError, localizer: Localizer, texts: ErrorTexts, seen_price_minor: int | None
) -> Screen:
    text = paragraphs(
        explain(error, localizer, texts),
        localizer.t("These are the nearest free times:")
        if error.alternatives
        else localizer.t("Please go back and choose another day."),
    )
    buttons = (_alternative(start, localizer, seen_price_minor) for start in error.alternatives)
    return Screen(text, column(buttons))


def _alternative(start_at: datetime, localizer: Localizer, seen_price_minor: int | None) -> Button:
    minute = minute_of(start_at)
    return Button(
        label(capitalized(localizer.day_and_time(start_at))),
        tap=ChooseStart(minute=minute)
        if seen_price_minor is None
        else TakeAlternative(minute=minute, price_minor=seen_price_minor),
    )


def _next_step(
    error: DomainError,
    localizer: Localizer,
    *,
    masters_are_below: bool,
    can_be_with_any_master: bool,
) -> Button | None:
    if isinstance(error, RetryableError | PaymentFailedError):
        return _primary(localizer.t("Try again"), Again())
    if isinstance(error, CHOOSE_AGAIN):
        return _primary(localizer.t("Choose again"), OpenBooking())
    if isinstance(error, CHOOSE_MASTER_AGAIN) and masters_are_below:
        return _primary(localizer.t("Choose somebody else"), ChooseMasterAgain())
    if isinstance(error, CHOOSE_MASTER_AGAIN) and can_be_with_any_master:
        return _primary(localizer.t("With anybody"), WithAnyMaster(on=True))
    if isinstance(error, (*LOOK_AT_VISITS, *CHOOSE_MASTER_AGAIN)):
        return Button(label(localizer.t("🗂 My visits")), tap=OpenVisits())
    return None


def _primary(words: str, tap: CallbackData) -> Button:
    return Button(label(words), tap=tap, style=ButtonStyle.PRIMARY)
