"""Messages of the staff to the client of a visit."""

import structlog
from dishka.integrations.aiogram import FromDishka

from bot.callbacks.correspondence import AnswerClient, WriteToClient
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.visits import VisitCardView, about_visit, booking_of, staff_visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.roles import STAFF
from bot.navigation.routes import Routes
from bot.ui.screen import Screen
from bot.ui.visit import visit_toasts
from bot.ui.visit.correspondence import render_write_client
from domain.correspondence.write_message import WriteMessage, WriteMessageRequest
from domain.shared.denials import ensure
from domain.shared.identity import Role, RoleMissingError
from domain.shared.ids import BookingId
from domain.visit.errors import TextTooLongError
from domain.visit_queries.get_staff_visit import GetStaffVisit

log = structlog.get_logger(__name__)
routes = Routes()


@routes.tap(WriteToClient, VisitCardView.STAFF_VISIT)
async def tap_write(tap: WriteToClient, navigator: Navigator) -> None:
    """Ask for the message; the opener checks whether the user may see this visit."""
    navigator.open(about_visit(VisitCardView.WRITE_CLIENT, BookingId(tap.booking_id)))


@routes.tap(AnswerClient, beneath=True)
async def tap_answer(tap: AnswerClient, navigator: Navigator) -> None:
    """Ask for the reply below the message."""
    if not navigator.client.identity.roles & STAFF:
        raise RoleMissingError(Role.ADMIN)
    booking_id = BookingId(tap.booking_id)
    navigator.restart_at(staff_visit_frame(booking_id))
    navigator.open(about_visit(VisitCardView.WRITE_CLIENT, booking_id))


@routes.opens(VisitCardView.WRITE_CLIENT, roles=STAFF)
async def open_write(
    frame: Frame, navigator: Navigator, get_staff_visit: FromDishka[GetStaffVisit]
) -> Screen:
    card = await get_staff_visit.execute(navigator.client.identity, booking_of(frame))
    ensure(card.write_denial)
    return render_write_client(card, navigator.localizer)


@routes.text(VisitCardView.WRITE_CLIENT)
async def write(text: str, navigator: Navigator, write_message: FromDishka[WriteMessage]) -> None:
    author, booking_id = navigator.client.identity, booking_of(navigator.top)
    try:
        await write_message.execute(WriteMessageRequest(author, booking_id, text))
    except TextTooLongError as error:
        navigator.toast = visit_toasts.message_too_long(error.limit, navigator.localizer)
    else:
        log.info("message_written", booking_id=booking_id, is_by_client=False)
        navigator.toast = visit_toasts.message_sent(navigator.localizer)
        navigator.back()
