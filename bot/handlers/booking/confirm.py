import structlog
from dishka.integrations.aiogram import FromDishka

from bot.callbacks.booking import ConfirmBooking, TakeAlternative
from bot.callbacks.values import moment_of
from bot.fsm.booking import BookingDraft, StartChosen, advance
from bot.handlers.booking.confirm_view import render_confirm
from bot.navigation.frames.booking import BookingView, frame_of_draft
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.visits import made_visit_frame, visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.navigation.send_invoice import send_invoice
from bot.ui import toasts
from bot.ui.screen import Screen
from domain.booking.hold_slot import HoldSlot, HoldSlotRequest
from domain.booking.preview_visit import PreviewVisit
from domain.booking.reschedule import Reschedule, RescheduleRequest
from domain.checkout.request_payment import RequestPayment
from domain.visit.card import VisitCard
from domain.visit.errors import PriceChangedError, SlotTakenError

log = structlog.get_logger(__name__)
routes = Routes()


@routes.opens(BookingView.CONFIRM)
async def open_confirm(
    frame: Frame, navigator: Navigator, preview_visit: FromDishka[PreviewVisit]
) -> Screen:
    draft = frame.read(BookingDraft)
    identity = navigator.client.identity
    wish = draft.wish(identity.user_id)
    preview = await preview_visit.execute(identity, wish, draft.required_start)
    return render_confirm(preview, draft, navigator.note, navigator.localizer)


@routes.tap(ConfirmBooking, BookingView.CONFIRM)
async def tap_confirm(
    tap: ConfirmBooking,
    navigator: Navigator,
    hold_slot: FromDishka[HoldSlot],
    reschedule: FromDishka[Reschedule],
    request_payment: FromDishka[RequestPayment],
) -> None:
    await _book(tap.price_minor, navigator, hold_slot, reschedule, request_payment)


@routes.tap(TakeAlternative, BookingView.CONFIRM)
async def tap_alternative(
    tap: TakeAlternative,
    navigator: Navigator,
    hold_slot: FromDishka[HoldSlot],
    reschedule: FromDishka[Reschedule],
    request_payment: FromDishka[RequestPayment],
) -> None:
    draft = advance(navigator.top.read(BookingDraft), StartChosen(moment_of(tap.minute)))
    navigator.replace(frame_of_draft(draft))
    await _book(tap.price_minor, navigator, hold_slot, reschedule, request_payment)


async def _book(
    seen_price_minor: int,
    navigator: Navigator,
    hold_slot: HoldSlot,
    reschedule: Reschedule,
    request_payment: RequestPayment,
) -> None:
    """Book the draft on top, or move its visit; the client has agreed to the price shown.

    If a deposit is due, the time is held, and the invoice is sent below the card.
    """
    draft = navigator.top.read(BookingDraft)
    try:
        if draft.moved_booking_id is None:
            card = await hold_slot.execute(_request(draft, seen_price_minor, navigator))
        else:
            card = await reschedule.execute(
                RescheduleRequest(
                    navigator.client.identity,
                    draft.moved_booking_id,
                    draft.required_start,
                    with_any_master=None in draft.master_ids,
                )
            )
    except SlotTakenError as taken:
        log.info("slot_taken", service_ids=draft.service_ids, alternatives=len(taken.alternatives))
        navigator.show_problem(taken, seen_price_minor)
    except PriceChangedError:
        navigator.toast = toasts.price_changed(navigator.localizer)
    else:
        _show_made(draft, card, navigator)
        if card.is_held:
            await send_invoice(card.visit.id, navigator, request_payment)


def _show_made(draft: BookingDraft, card: VisitCard, navigator: Navigator) -> None:
    is_new = draft.moved_booking_id is None
    flow = "booking" if is_new else "move"
    log.info("visit_made", flow=flow, booking_id=card.visit.id, service_ids=draft.service_ids)
    toast = toasts.visit_booked if is_new else toasts.visit_moved
    navigator.toast = toast(navigator.localizer)
    navigator.note = ""
    if card.is_held:
        navigator.restart_at(visit_frame(card.visit.id))  # loaded again: its invoice changes it
    else:
        navigator.restart_at(made_visit_frame(card.visit.id), card)


def _request(draft: BookingDraft, seen_price_minor: int, navigator: Navigator) -> HoldSlotRequest:
    return HoldSlotRequest(
        client=navigator.client.identity,
        wish=draft.wish(navigator.client.identity.user_id),
        start_at=draft.required_start,
        seen_price_minor=seen_price_minor,
        request_key=draft.request_key,
        note=navigator.note,
    )
