from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aiogram import Bot
from dishka.integrations.aiogram import FromDishka

from bot.callbacks.visits import OpenVisit, OpenVisits, SendCalendarFile, ShowVisits
from bot.handlers.visits.calendar_file import render_calendar_file
from bot.handlers.visits.card_view import render_visit, with_phone_button
from bot.handlers.visits.list_view import render_visits
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.visits import MadeVisitPayload, VisitsView, booking_of, visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui import toasts
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from bot.ui.visit.late_payment import render_late_payment
from domain.availability.find_alternatives import FindAlternatives
from domain.catalog.errors import (
    LocationNotFoundError,
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.visit.card import VisitCard
from domain.visit.model import Visit
from domain.visit.moves import same_again
from domain.visit_queries.get_visit import GetVisit
from domain.visit_queries.list_visits import ListVisits

routes = Routes()


@routes.command("visits", gettext_noop("My visits"), 30)
async def visits(_arguments: str, navigator: Navigator) -> None:
    navigator.home()
    navigator.open(Frame(view=VisitsView.VISITS))


PAST = "past"

NO_LONGER_OFFERED = (
    LocationNotFoundError,
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)


@routes.opens(VisitsView.VISITS, has_pages=True)
async def open_visits(
    frame: Frame,
    navigator: Navigator,
    list_visits: FromDishka[ListVisits],
    clock: FromDishka[Clock],
) -> Screen:
    past = frame.filter == PAST
    page = await list_visits.execute(navigator.client.identity, frame.cursor, past=past)
    return render_visits(page, past, clock.now(), navigator.localizer)


@routes.tap(OpenVisits)
async def tap_visits(_tap: OpenVisits, navigator: Navigator) -> None:
    navigator.home()
    navigator.open(Frame(view=VisitsView.VISITS))


@routes.tap(ShowVisits, VisitsView.VISITS)
async def tap_filter(tap: ShowVisits, navigator: Navigator) -> None:
    navigator.replace(Frame(view=VisitsView.VISITS, filter=PAST if tap.past else ""))


@routes.tap(OpenVisit, VisitsView.VISITS)
async def tap_visit(tap: OpenVisit, navigator: Navigator) -> None:
    navigator.open(visit_frame(BookingId(tap.booking_id)))


@routes.opens(VisitsView.VISIT)
async def open_visit(
    frame: Frame,
    navigator: Navigator,
    get_visit: FromDishka[GetVisit],
    find_alternatives: FromDishka[FindAlternatives],
    clock: FromDishka[Clock],
) -> Screen:
    card = navigator.take_loaded(VisitCard)
    if card is None:
        card = await get_visit.execute(navigator.client.identity, booking_of(frame))
    if card.payment is not None and card.can_take_other_time:
        starts = await _other_times(card.visit, find_alternatives)
        return render_late_payment(card.visit, card.payment, starts, navigator.localizer)
    screen = render_visit(card, clock.now(), navigator.localizer)
    asks_for_phone = navigator.client.phone is None and frame.read(MadeVisitPayload).is_just_made
    return with_phone_button(screen, navigator.localizer) if asks_for_phone else screen


async def _other_times(visit: Visit, find_alternatives: FindAlternatives) -> Sequence[datetime]:
    """Return the nearest times for the same visit; empty if it is no longer offered."""
    try:
        return await find_alternatives.execute(
            replace(same_again(visit), moved_booking_id=None), visit.starts_at
        )
    except NO_LONGER_OFFERED:
        return ()


@routes.tap(SendCalendarFile, VisitsView.VISIT)
async def tap_calendar_file(
    tap: SendCalendarFile,
    navigator: Navigator,
    get_visit: FromDishka[GetVisit],
    clock: FromDishka[Clock],
    bot: FromDishka[Bot],
) -> None:
    card = await get_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    link = f"https://t.me/{(await bot.me()).username}"
    name, content = render_calendar_file(card.visit, clock.now(), link, navigator.localizer)
    await navigator.send_file(name, content, toasts.calendar_file(navigator.localizer))
