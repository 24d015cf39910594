from collections.abc import Callable

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.changes import ChooseCause
from bot.callbacks.visits import AskCancel, CancelVisitTap, MoveVisit
from bot.handlers.visits.cancel_view import render_ask_cancel
from bot.navigation.frames.changes import frame_of_cancel, frame_of_move
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.visits import VisitsView, booking_of
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui import payment_toasts, toasts
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from bot.ui.visit import visit_toasts
from domain.booking.cancel_visit import CancelVisit
from domain.checkout.manual_refunds import is_sent_by_hand
from domain.payments.provider_ports import PaymentProviders
from domain.shared.ids import BookingId
from domain.visit.errors import RefundChangedError
from domain.visit.model import BookingStatus
from domain.visit.reasons import MAX_REASON_LENGTH
from domain.visit_queries.get_visit import GetVisit

routes = Routes()


@routes.tap(MoveVisit, VisitsView.VISIT)
async def tap_move(tap: MoveVisit, navigator: Navigator, get_visit: FromDishka[GetVisit]) -> None:
    card = await get_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    navigator.open(frame_of_move(card))


@routes.opens(VisitsView.CANCEL)
async def open_cancel(
    frame: Frame,
    navigator: Navigator,
    get_visit: FromDishka[GetVisit],
    providers: FromDishka[PaymentProviders],
) -> Screen:
    card = await get_visit.execute(navigator.client.identity, booking_of(frame))
    by_hand = (
        card.payment is not None
        and card.refund_on_cancel is not None
        and is_sent_by_hand(card.payment, card.refund_on_cancel, providers)
    )
    return render_ask_cancel(card, navigator.localizer, cause=_cause(navigator), by_hand=by_hand)


@routes.tap(AskCancel, VisitsView.VISIT)
async def tap_ask_cancel(
    tap: AskCancel, navigator: Navigator, get_visit: FromDishka[GetVisit]
) -> None:
    card = await get_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    if card.visit.status is BookingStatus.EXPIRED:  # since the card was shown
        navigator.toast = payment_toasts.hold_over(navigator.localizer)
        return
    navigator.open(frame_of_cancel(card))
    navigator.note = ""


@routes.tap(ChooseCause, VisitsView.CANCEL)
async def tap_cause(tap: ChooseCause, navigator: Navigator) -> None:
    frame = navigator.top.model_copy(update={"filter": tap.cause or ""})
    navigator.replace(frame)
    navigator.note = ""


@routes.text(VisitsView.CANCEL)
async def write_cause(text: str, navigator: Navigator) -> None:
    if len(text) > MAX_REASON_LENGTH:
        navigator.toast = visit_toasts.cause_too_long(MAX_REASON_LENGTH, navigator.localizer)
        return
    navigator.replace(navigator.top.model_copy(update={"filter": ""}))
    navigator.note = text


@routes.tap(CancelVisitTap, VisitsView.CANCEL)
async def tap_cancel(
    tap: CancelVisitTap, navigator: Navigator, cancel_visit: FromDishka[CancelVisit]
) -> None:
    try:
        await cancel_visit.execute(
            navigator.client.identity,
            BookingId(tap.booking_id),
            _cause(navigator),
            seen_refund_minor=tap.back_minor,
        )
    except RefundChangedError:
        navigator.toast = payment_toasts.refund_changed(navigator.localizer)
    else:
        navigator.note = ""
        navigator.toast = _cancelled(tap)(navigator.localizer)
        navigator.back()


def _cancelled(tap: CancelVisitTap) -> Callable[[Localizer], str]:
    return payment_toasts.cancelled_with_refund if tap.back_minor else toasts.visit_cancelled


def _cause(navigator: Navigator) -> str:
    """Return why the visit is cancelled: a predefined reason, free text, or nothing."""
    return navigator.top.filter or navigator.note
