"""Buttons of notifications about a visit: reminders, and offers of another time."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.changes import (
    AcceptOffer,
    CancelFromNotification,
    ConfirmVisit,
    DeclineOffer,
    MoveFromNotification,
    OpenFromNotification,
)
from bot.callbacks.values import moment_of
from bot.navigation.frames.changes import frame_of_cancel, frame_of_move, frame_of_move_to
from bot.navigation.frames.visits import visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui.visit import visit_toasts
from domain.booking.confirm_attendance import ConfirmAttendance
from domain.proposals.accept_proposal import AcceptProposal, AcceptProposalRequest
from domain.proposals.decline_proposal import DeclineProposal
from domain.shared.ids import BookingId
from domain.visit.errors import SlotTakenError
from domain.visit_queries.get_visit import GetVisit

routes = Routes()


@routes.tap(ConfirmVisit, anywhere=True)
async def tap_confirm(
    tap: ConfirmVisit, navigator: Navigator, confirm_attendance: FromDishka[ConfirmAttendance]
) -> None:
    booking_id = BookingId(tap.booking_id)
    navigator.restart_at(visit_frame(booking_id))
    await confirm_attendance.execute(navigator.client.identity, booking_id, moment_of(tap.minute))
    navigator.toast = visit_toasts.attendance_confirmed(navigator.localizer)


@routes.tap(OpenFromNotification, anywhere=True)
async def tap_open(tap: OpenFromNotification, navigator: Navigator) -> None:
    navigator.restart_at(visit_frame(BookingId(tap.booking_id)))


@routes.tap(MoveFromNotification, anywhere=True)
async def tap_move(
    tap: MoveFromNotification, navigator: Navigator, get_visit: FromDishka[GetVisit]
) -> None:
    booking_id = BookingId(tap.booking_id)
    navigator.restart_at(visit_frame(booking_id))
    card = await get_visit.execute(navigator.client.identity, booking_id)
    navigator.open(frame_of_move(card))


@routes.tap(CancelFromNotification, anywhere=True)
async def tap_cancel(
    tap: CancelFromNotification, navigator: Navigator, get_visit: FromDishka[GetVisit]
) -> None:
    booking_id = BookingId(tap.booking_id)
    navigator.restart_at(visit_frame(booking_id))
    card = await get_visit.execute(navigator.client.identity, booking_id)
    navigator.open(frame_of_cancel(card))
    navigator.note = ""


@routes.tap(DeclineOffer, anywhere=True)
async def tap_keep_visit(
    tap: DeclineOffer, navigator: Navigator, decline_proposal: FromDishka[DeclineProposal]
) -> None:
    booking_id = BookingId(tap.booking_id)
    navigator.restart_at(visit_frame(booking_id))
    is_served = await decline_proposal.execute(navigator.client.identity, booking_id)
    words = visit_toasts.time_unchanged if is_served else visit_toasts.time_unavailable
    navigator.toast = words(navigator.localizer)


@routes.tap(AcceptOffer, anywhere=True)
async def tap_accept(
    tap: AcceptOffer,
    navigator: Navigator,
    get_visit: FromDishka[GetVisit],
    accept_proposal: FromDishka[AcceptProposal],
) -> None:
    """Accept the offered time; if it is taken, show the nearest alternatives."""
    identity, booking_id = navigator.client.identity, BookingId(tap.booking_id)
    start_at = moment_of(tap.minute)
    navigator.restart_at(visit_frame(booking_id))
    try:
        await accept_proposal.execute(AcceptProposalRequest(identity, booking_id, start_at))
    except SlotTakenError as taken:
        visit = (await get_visit.execute(identity, booking_id)).visit
        navigator.open(frame_of_move_to(visit, start_at))
        navigator.show_problem(taken, visit.price.amount_minor)
    else:
        navigator.toast = visit_toasts.visit_moved(navigator.localizer)
