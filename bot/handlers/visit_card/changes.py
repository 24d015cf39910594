"""An admin moves or cancels the visit of a client."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.book_for_client import (
    AskCancelForClient,
    CancelForClient,
    ChooseStaffCause,
    MoveForClient,
)
from bot.handlers.visit_card.cancel_view import render_staff_cancel
from bot.navigation.frames.changes import frame_of_staff_move
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.visits import VisitCardView, about_visit, booking_of
from bot.navigation.navigator import Navigator
from bot.navigation.roles import ADMINS
from bot.navigation.routes import Routes
from bot.ui import staff_toasts, toasts
from bot.ui.screen import Screen
from bot.ui.visit import visit_toasts
from domain.booking.cancel_visit import CancelVisit
from domain.checkout.manual_refunds import is_sent_by_hand
from domain.payments.provider_ports import PaymentProviders
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.visit.errors import VisitNotActiveError
from domain.visit.model import BookingStatus
from domain.visit.reasons import MAX_REASON_LENGTH
from domain.visit_queries.get_staff_visit import GetStaffVisit, StaffVisitCard

routes = Routes()


@routes.tap(MoveForClient, VisitCardView.STAFF_VISIT)
async def tap_move(
    tap: MoveForClient, navigator: Navigator, get_staff_visit: FromDishka[GetStaffVisit]
) -> None:
    card = await _get_changeable(tap.booking_id, navigator, get_staff_visit)
    navigator.open(frame_of_staff_move(card.visit))


@routes.tap(AskCancelForClient, VisitCardView.STAFF_VISIT)
async def tap_ask_cancel(
    tap: AskCancelForClient, navigator: Navigator, get_staff_visit: FromDishka[GetStaffVisit]
) -> None:
    card = await _get_changeable(tap.booking_id, navigator, get_staff_visit)
    navigator.open(about_visit(VisitCardView.STAFF_CANCEL, card.visit.id))
    navigator.note = ""


@routes.opens(VisitCardView.STAFF_CANCEL, roles=ADMINS)
async def open_cancel(
    frame: Frame,
    navigator: Navigator,
    get_staff_visit: FromDishka[GetStaffVisit],
    providers: FromDishka[PaymentProviders],
) -> Screen:
    card = await _get_changeable(booking_of(frame), navigator, get_staff_visit)
    paid, payment = card.visit.paid, card.payment
    by_hand = bool(paid and payment and is_sent_by_hand(payment, paid, providers))
    return render_staff_cancel(card, navigator.localizer, cause=_cause(navigator), by_hand=by_hand)


@routes.tap(ChooseStaffCause, VisitCardView.STAFF_CANCEL)
async def tap_cause(tap: ChooseStaffCause, navigator: Navigator) -> None:
    navigator.replace(navigator.top.model_copy(update={"filter": tap.staff_cause or ""}))
    navigator.note = ""


@routes.text(VisitCardView.STAFF_CANCEL)
async def write_cause(text: str, navigator: Navigator) -> None:
    if len(text) > MAX_REASON_LENGTH:
        navigator.toast = visit_toasts.cause_too_long(MAX_REASON_LENGTH, navigator.localizer)
        return
    navigator.replace(navigator.top.model_copy(update={"filter": ""}))
    navigator.note = text


@routes.tap(CancelForClient, VisitCardView.STAFF_CANCEL, VisitCardView.STAFF_VISIT)
async def tap_cancel(
    tap: CancelForClient,
    navigator: Navigator,
    get_staff_visit: FromDishka[GetStaffVisit],
    cancel_visit: FromDishka[CancelVisit],
) -> None:
    if navigator.top.view == VisitCardView.STAFF_VISIT:
        await _tap_again(tap, navigator, get_staff_visit)
        return
    card = await _get_changeable(tap.booking_id, navigator, get_staff_visit)
    client = Identity(card.visit.client_id)
    admin = navigator.client.identity
    await cancel_visit.execute(client, card.visit.id, _cause(navigator), admin=admin)
    navigator.note = ""
    navigator.toast = staff_toasts.cancelled_for_client(navigator.localizer)
    navigator.back()


async def _tap_again(
    tap: CancelForClient, navigator: Navigator, get_staff_visit: GetStaffVisit
) -> None:
    """Answer the second of a double tap with the result of the first."""
    card = await get_staff_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    is_done = card.visit.status is BookingStatus.CANCELLED
    toast = staff_toasts.cancelled_for_client if is_done else toasts.old_button
    navigator.toast = toast(navigator.localizer)


async def _get_changeable(
    booking_id: int, navigator: Navigator, get_staff_visit: GetStaffVisit
) -> StaffVisitCard:
    """Return a visit that the user can move or cancel; the services check again."""
    card = await get_staff_visit.execute(navigator.client.identity, BookingId(booking_id))
    if not card.can_change:
        raise VisitNotActiveError
    return card


def _cause(navigator: Navigator) -> str:
    """Return why the visit is cancelled: a predefined reason, free text, or nothing."""
    return navigator.top.filter or navigator.note
