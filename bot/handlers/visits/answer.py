"""Replies of a client to messages of the staff about a visit."""

import structlog
from dishka.integrations.aiogram import FromDishka

from bot.callbacks.correspondence import AnswerStaff, OpenWritten
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.visits import VisitsView, about_visit, booking_of, visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui.screen import Screen
from bot.ui.visit import visit_toasts
from bot.ui.visit.correspondence import render_write_staff
from domain.correspondence.write_message import WriteMessage, WriteMessageRequest
from domain.shared.denials import ensure
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.visit.correspondence import writing_over_denial
from domain.visit.errors import TextTooLongError
from domain.visit_queries.get_visit import GetVisit

log = structlog.get_logger(__name__)
routes = Routes()


@routes.tap(OpenWritten, beneath=True)
async def tap_visit(tap: OpenWritten, navigator: Navigator) -> None:
    """Open the visit below the message, which remains in the chat."""
    navigator.restart_at(visit_frame(BookingId(tap.booking_id)))


@routes.tap(AnswerStaff, beneath=True)
async def tap_answer(tap: AnswerStaff, navigator: Navigator) -> None:
    """Ask for the reply below the message."""
    booking_id = BookingId(tap.booking_id)
    navigator.restart_at(visit_frame(booking_id))
    navigator.open(about_visit(VisitsView.WRITE_STAFF, booking_id))


@routes.opens(VisitsView.WRITE_STAFF)
async def open_answer(
    frame: Frame, navigator: Navigator, get_visit: FromDishka[GetVisit], clock: FromDishka[Clock]
) -> Screen:
    visit = (await get_visit.execute(navigator.client.identity, booking_of(frame))).visit
    ensure(writing_over_denial(visit, clock.now()))
    return render_write_staff(visit, navigator.localizer)


@routes.text(VisitsView.WRITE_STAFF)
async def answer(text: str, navigator: Navigator, write_message: FromDishka[WriteMessage]) -> None:
    author, booking_id = navigator.client.identity, booking_of(navigator.top)
    try:
        await write_message.execute(WriteMessageRequest(author, booking_id, text, as_client=True))
    except TextTooLongError as error:
        navigator.toast = visit_toasts.message_too_long(error.limit, navigator.localizer)
    else:
        log.info("message_written", booking_id=booking_id, is_by_client=True)
        navigator.toast = visit_toasts.message_sent(navigator.localizer)
        navigator.back()
