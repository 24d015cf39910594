"""An admin moves or cancels the visit of a client."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks import AskCancelForClient, CancelForClient, ChooseStaffCause, MoveForClient
from bot.navigation.change_frames import frame_of_staff_move
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.navigation.visit_frames import about_visit, booking_of
from bot.views import notices, staff_notices, visit_notices
from bot.views.screen import Screen
from bot.views.staff_cancel import render_staff_cancel
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


@routes.tap(MoveForClient, ViewId.STAFF_VISIT)
async def tap_move(
    tap: MoveForClient, navigator: Navigator, get_staff_visit: FromDishka[GetStaffVisit]
) -> None:
    card = await _get_changeable(tap.booking_id, navigator, get_staff_visit)
    navigator.open(frame_of_staff_move(card.visit))


@routes.tap(AskCancelForClient, ViewId.STAFF_VISIT)
async def tap_ask_cancel(
    tap: AskCancelForClient, navigator: Navigator, get_staff_visit: FromDishka[GetStaffVisit]
) -> None:
    card = await _get_changeable(tap.booking_id, navigator, get_staff_visit)
    navigator.open(about_visit(ViewId.STAFF_CANCEL, card.visit.id))
    navigator.note = ""


@routes.opens(ViewId.STAFF_CANCEL)
async def open_cancel(
    frame: Frame,
    navigator: Navigator,
    get_staff_visit: FromDishka[GetStaffVisit],
    providers: FromDishka[PaymentProviders],
) -> Screen:
    card = await _get_changeable(booking_of(frame), navigator, get_staff_visit)
    paid, payment = card.visit.paid, card.payment
    by_hand = bool(paid and payment and is_sent_by_hand(payment, paid, providers))
    return render_staff_cancel(card, navigator.reader, cause=_cause(navigator), by_hand=by_hand)


@routes.tap(ChooseStaffCause, ViewId.STAFF_CANCEL)
async def tap_cause(tap: ChooseStaffCause, navigator: Navigator) -> None:
    navigator.replace(navigator.top.model_copy(update={"filter": tap.staff_cause or ""}))
    navigator.note = ""


@routes.text(ViewId.STAFF_CANCEL)
async def write_cause(text: str, navigator: Navigator) -> None:
    if len(text) > MAX_REASON_LENGTH:
        navigator.notice = visit_notices.cause_too_long(MAX_REASON_LENGTH, navigator.reader)
        return
    navigator.replace(navigator.top.model_copy(update={"filter": ""}))
    navigator.note = text


@routes.tap(CancelForClient, ViewId.STAFF_CANCEL, ViewId.STAFF_VISIT)
async def tap_cancel(
    tap: CancelForClient,
    navigator: Navigator,
    get_staff_visit: FromDishka[GetStaffVisit],
    cancel_visit: FromDishka[CancelVisit],
) -> None:
    if navigator.top.view is ViewId.STAFF_VISIT:
        await _tap_again(tap, navigator, get_staff_visit)
        return
    card = await _get_changeable(tap.booking_id, navigator, get_staff_visit)
    client = Identity(card.visit.client_id)
    admin = navigator.client.identity
    await cancel_visit.execute(client, card.visit.id, _cause(navigator), admin=admin)
    navigator.note = ""
    navigator.notice = staff_notices.cancelled_for_client(navigator.reader)
    navigator.back()


async def _tap_again(
    tap: CancelForClient, navigator: Navigator, get_staff_visit: GetStaffVisit
) -> None:
    """Answer the second tap of a double one by what the first has done."""
    card = await get_staff_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    is_done = card.visit.status is BookingStatus.CANCELLED
    tell = staff_notices.cancelled_for_client if is_done else notices.old_button
    navigator.notice = tell(navigator.reader)


async def _get_changeable(
    booking_id: int, navigator: Navigator, get_staff_visit: GetStaffVisit
) -> StaffVisitCard:
    """Return a visit that this person can move or cancel; the services ask once more."""
    card = await get_staff_visit.execute(navigator.client.identity, BookingId(booking_id))
    if not card.can_change:
        raise VisitNotActiveError
    return card


def _cause(navigator: Navigator) -> str:
    """Return why the visit is cancelled: one of the ready words, own ones, or nothing."""
    return navigator.top.filter or navigator.note
