"""The staff card of a visit, and its actions."""

import structlog
from dishka.integrations.aiogram import FromDishka

from bot.callbacks.visit_card import (
    CorrectVisit,
    MarkVisit,
    OpenStaffVisit,
    ProposeTimeTap,
    SendOffer,
)
from bot.fsm.booking import BookingDraft, EventRefusedError
from bot.handlers.visit_card.card_view import render_staff_visit
from bot.handlers.visit_card.offer_view import render_offer
from bot.navigation.frames.changes import frame_of_offer
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.visits import VisitCardView, booking_of, staff_visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.roles import STAFF
from bot.navigation.routes import Routes
from bot.ui import staff_toasts, toasts
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from bot.ui.visit import visit_toasts
from domain.outcomes.correct_outcome import CorrectOutcome, CorrectOutcomeRequest
from domain.outcomes.mark_outcome import MarkOutcome, MarkOutcomeRequest
from domain.proposals.propose_time import ProposeTime
from domain.proposals.write_proposal import ProposeTimeRequest
from domain.shared.identity import Role, RoleMissingError
from domain.shared.ids import BookingId
from domain.visit.errors import SlotTakenError, VisitNotActiveError, VisitNotFoundError
from domain.visit.model import BookingStatus
from domain.visit.outcomes import OtherOutcomeError
from domain.visit_queries.get_staff_visit import GetStaffVisit

log = structlog.get_logger(__name__)
routes = Routes()

LONGEST_NUMBER = 18


@routes.command("visit", gettext_noop("Open a visit by its number"), 80, STAFF)
async def visit(
    arguments: str, navigator: Navigator, get_staff_visit: FromDishka[GetStaffVisit]
) -> None:
    """Open a visit by its number; for clients the command is unknown."""
    if not navigator.client.identity.roles & STAFF:
        navigator.toast = toasts.unknown_command(navigator.localizer)
    elif not (arguments.isascii() and arguments.isdigit() and len(arguments) <= LONGEST_NUMBER):
        navigator.toast = visit_toasts.which_visit(navigator.localizer)
    else:
        await _open(BookingId(int(arguments)), navigator, get_staff_visit)


async def _open(
    booking_id: BookingId, navigator: Navigator, get_staff_visit: GetStaffVisit
) -> None:
    try:
        await get_staff_visit.execute(navigator.client.identity, booking_id)
    except VisitNotFoundError:
        navigator.toast = visit_toasts.no_such_number(navigator.localizer)
    else:
        navigator.restart_at(staff_visit_frame(booking_id))


@routes.opens(VisitCardView.STAFF_VISIT, roles=STAFF)
async def open_staff_visit(
    frame: Frame, navigator: Navigator, get_staff_visit: FromDishka[GetStaffVisit]
) -> Screen:
    card = await get_staff_visit.execute(navigator.client.identity, booking_of(frame))
    return render_staff_visit(card, navigator.localizer)


@routes.tap(OpenStaffVisit, beneath=True)
async def tap_staff_visit(tap: OpenStaffVisit, navigator: Navigator) -> None:
    """Open the visit for the staff; the opener checks whether the user may see this one."""
    if not navigator.client.identity.roles & STAFF:
        raise RoleMissingError(Role.ADMIN)
    navigator.restart_at(staff_visit_frame(BookingId(tap.booking_id)))


@routes.tap(ProposeTimeTap, VisitCardView.STAFF_VISIT)
async def tap_propose(
    tap: ProposeTimeTap, navigator: Navigator, get_staff_visit: FromDishka[GetStaffVisit]
) -> None:
    card = await get_staff_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    if not card.is_coming or card.visit.status is not BookingStatus.CONFIRMED:
        raise VisitNotActiveError
    navigator.open(frame_of_offer(card.visit))


@routes.tap(MarkVisit, anywhere=True)
async def tap_mark(
    tap: MarkVisit, navigator: Navigator, mark_outcome: FromDishka[MarkOutcome]
) -> None:
    """Store the outcome, from the visit's card or from a message about it; then show the card."""
    identity, localizer = navigator.client.identity, navigator.localizer
    if not identity.roles & STAFF:
        raise RoleMissingError(Role.ADMIN)
    _go_to_visit(BookingId(tap.booking_id), navigator)
    try:
        is_new = await mark_outcome.execute(
            MarkOutcomeRequest(identity, BookingId(tap.booking_id), tap.mark)
        )
    except OtherOutcomeError:  # the card shows the other outcome
        is_new = False
    log.info("visit_marked", booking_id=tap.booking_id, mark=tap.mark, is_new=is_new)
    navigator.toast = (staff_toasts.marked if is_new else staff_toasts.marked_before)(localizer)


@routes.tap(CorrectVisit, VisitCardView.STAFF_VISIT)
async def tap_correct(
    tap: CorrectVisit, navigator: Navigator, correct_outcome: FromDishka[CorrectOutcome]
) -> None:
    is_new = await correct_outcome.execute(
        CorrectOutcomeRequest(navigator.client.identity, BookingId(tap.booking_id), tap.mark)
    )
    log.info("outcome_corrected", booking_id=tap.booking_id, mark=tap.mark, is_new=is_new)
    words = staff_toasts.marked if is_new else staff_toasts.marked_before
    navigator.toast = words(navigator.localizer)


def _go_to_visit(booking_id: BookingId, navigator: Navigator) -> None:
    """Go to the card of a visit; if it is open already, the stack does not change."""
    frame = staff_visit_frame(booking_id)
    if navigator.top != frame:
        navigator.restart_at(frame)


@routes.opens(VisitCardView.OFFER, roles=STAFF)
async def open_offer(
    frame: Frame, navigator: Navigator, get_staff_visit: FromDishka[GetStaffVisit]
) -> Screen:
    draft = frame.read(BookingDraft)
    card = await get_staff_visit.execute(navigator.client.identity, _moved(draft))
    return render_offer(card, draft.required_start, navigator.localizer)


@routes.tap(SendOffer, VisitCardView.OFFER)
async def tap_send(
    _tap: SendOffer, navigator: Navigator, propose_time: FromDishka[ProposeTime]
) -> None:
    draft = navigator.top.read(BookingDraft)
    booking_id = _moved(draft)
    try:
        await propose_time.execute(
            ProposeTimeRequest(navigator.client.identity, booking_id, draft.required_start)
        )
    except SlotTakenError as taken:
        navigator.show_problem(taken)
    else:
        navigator.toast = visit_toasts.offer_sent(navigator.localizer)
        navigator.restart_at(staff_visit_frame(booking_id))


def _moved(draft: BookingDraft) -> BookingId:
    if draft.moved_booking_id is None:
        raise EventRefusedError(draft.state)
    return draft.moved_booking_id
