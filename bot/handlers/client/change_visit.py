from dishka.integrations.aiogram import FromDishka

from bot.callbacks import AskCancel, CancelVisitTap, MoveVisit
from bot.navigation.booking_frames import draft_of_move, frame_of_draft
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.navigation.visit_frames import booking_of, cancel_frame
from bot.views import notices
from bot.views.cancel import render_ask_cancel
from bot.views.screen import Screen
from domain.booking.cancel_visit import CancelVisit
from domain.booking.errors import VisitNotActiveError
from domain.booking.get_visit import GetVisit, VisitCard
from domain.payments.by_hand import is_sent_by_hand
from domain.payments.ports import PaymentProviders
from domain.shared.ids import BookingId

routes = Routes()


@routes.tap(MoveVisit, ViewId.VISIT)
async def tap_move(tap: MoveVisit, navigator: Navigator, get_visit: FromDishka[GetVisit]) -> None:
    card = await get_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    _ensure_coming(card)
    if card.move_denial:
        raise card.move_denial
    navigator.open(frame_of_draft(draft_of_move(card.visit)))


@routes.opens(ViewId.CANCEL)
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
    return render_ask_cancel(card, navigator.reader, by_hand=by_hand)


@routes.tap(AskCancel, ViewId.VISIT)
async def tap_ask_cancel(
    tap: AskCancel, navigator: Navigator, get_visit: FromDishka[GetVisit]
) -> None:
    card = await get_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    _ensure_coming(card)
    if card.cancel_denial:
        raise card.cancel_denial
    navigator.open(cancel_frame(card.visit.id))


@routes.tap(CancelVisitTap, ViewId.CANCEL)
async def tap_cancel(
    tap: CancelVisitTap, navigator: Navigator, cancel_visit: FromDishka[CancelVisit]
) -> None:
    await cancel_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    navigator.notice = notices.visit_cancelled(navigator.reader)
    navigator.back()


def _ensure_coming(card: VisitCard) -> None:
    """Raise `VisitNotActiveError` where nothing can be changed since the card was shown."""
    if not card.is_coming:
        raise VisitNotActiveError
