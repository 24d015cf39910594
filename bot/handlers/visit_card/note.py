"""The staff's note on a visit."""

import structlog
from dishka.integrations.aiogram import FromDishka

from bot.callbacks.correspondence import DropStaffNote, OpenStaffNote
from bot.handlers.visit_card.note_view import render_staff_note
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.visits import VisitCardView, about_visit, booking_of
from bot.navigation.navigator import Navigator
from bot.navigation.roles import STAFF
from bot.navigation.routes import Routes
from bot.ui import staff_toasts, toasts
from bot.ui.screen import Screen
from domain.correspondence.write_staff_note import WriteStaffNote
from domain.shared.ids import BookingId
from domain.visit.errors import TextTooLongError
from domain.visit_queries.get_staff_visit import GetStaffVisit

log = structlog.get_logger(__name__)
routes = Routes()


@routes.tap(OpenStaffNote, VisitCardView.STAFF_VISIT)
async def tap_note(tap: OpenStaffNote, navigator: Navigator) -> None:
    """Open the note; the opener checks whether the user may see this visit."""
    navigator.open(about_visit(VisitCardView.STAFF_NOTE, BookingId(tap.booking_id)))


@routes.opens(VisitCardView.STAFF_NOTE, roles=STAFF)
async def open_note(
    frame: Frame, navigator: Navigator, get_staff_visit: FromDishka[GetStaffVisit]
) -> Screen:
    card = await get_staff_visit.execute(navigator.client.identity, booking_of(frame))
    return render_staff_note(card, navigator.localizer)


@routes.text(VisitCardView.STAFF_NOTE)
async def write_note(
    text: str, navigator: Navigator, write_staff_note: FromDishka[WriteStaffNote]
) -> None:
    booking_id = booking_of(navigator.top)
    try:
        await write_staff_note.execute(navigator.client.identity, booking_id, text)
    except TextTooLongError as error:
        navigator.toast = toasts.note_too_long(error.limit, navigator.localizer)
    else:
        log.info("note_written", booking_id=booking_id)
        navigator.toast = staff_toasts.note_saved(navigator.localizer)
        navigator.back()


@routes.tap(DropStaffNote, VisitCardView.STAFF_NOTE)
async def tap_drop(
    _tap: DropStaffNote, navigator: Navigator, write_staff_note: FromDishka[WriteStaffNote]
) -> None:
    booking_id = booking_of(navigator.top)
    await write_staff_note.execute(navigator.client.identity, booking_id, "")
    log.info("note_removed", booking_id=booking_id)
    navigator.toast = staff_toasts.note_removed(navigator.localizer)
    navigator.back()
