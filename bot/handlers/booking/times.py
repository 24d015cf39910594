from dishka.integrations.aiogram import FromDishka

from bot.callbacks.booking import ChooseDay, ChooseStart, DayHint, ShowMonth
from bot.callbacks.changes import WithAnyMaster
from bot.callbacks.values import day_of, moment_of
from bot.fsm.booking import (
    BookingDraft,
    DayChosen,
    EventRefusedError,
    MastersReplaced,
    StartChosen,
    advance,
)
from bot.handlers.booking.month_view import render_month
from bot.handlers.booking.times_view import render_times
from bot.navigation.client_label import name_of_client
from bot.navigation.frames.book_for_client import BookForClientView
from bot.navigation.frames.booking import BookingView, frame_of_draft, party_of, wish_of
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.visits import VisitCardView
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui import toasts
from bot.ui.screen import Screen
from domain.availability.list_open_days import ListOpenDays
from domain.availability.list_start_times import ListStartTimes
from domain.clients.get_client import GetClient
from domain.visit_queries.get_staff_visit import GetStaffVisit
from domain.visit_queries.get_visit import GetVisit

routes = Routes()


@routes.opens(BookingView.DAY)
async def open_month(
    frame: Frame,
    navigator: Navigator,
    list_open_days: FromDishka[ListOpenDays],
    get_client: FromDishka[GetClient],
    get_staff_visit: FromDishka[GetStaffVisit],
) -> Screen:
    draft = frame.read(BookingDraft)
    identity = navigator.client.identity
    days = await list_open_days.execute(wish_of(draft, identity))
    client = await name_of_client(draft, identity, get_client, get_staff_visit)
    return render_month(days, draft, frame.cursor, navigator.localizer, client=client)


@routes.tap(ShowMonth, BookingView.DAY)
async def tap_month(tap: ShowMonth, navigator: Navigator) -> None:
    navigator.replace(navigator.top.model_copy(update={"cursor": tap.index}))


@routes.tap(WithAnyMaster, BookingView.DAY)
async def tap_with_any_master(
    tap: WithAnyMaster, navigator: Navigator, get_visit: FromDishka[GetVisit]
) -> None:
    draft = navigator.top.read(BookingDraft)
    if draft.moved_booking_id is None:
        raise EventRefusedError(draft.state)
    client = party_of(draft, navigator.client.identity).client
    card = await get_visit.execute(client, draft.moved_booking_id)
    masters = tuple(None if tap.on else item.master_id for item in card.visit.items)
    navigator.replace(frame_of_draft(advance(draft, MastersReplaced(masters))))


@routes.tap(DayHint, BookingView.DAY)
async def tap_closed_day(tap: DayHint, navigator: Navigator) -> None:
    navigator.toast = toasts.day_hint(tap.reason, navigator.localizer)


@routes.tap(ChooseDay, BookingView.DAY)
async def tap_day(tap: ChooseDay, navigator: Navigator) -> None:
    draft = advance(navigator.top.read(BookingDraft), DayChosen(day_of(tap.ordinal)))
    navigator.open(frame_of_draft(draft))


@routes.opens(BookingView.TIME, has_pages=True)
async def open_times(
    frame: Frame,
    navigator: Navigator,
    list_start_times: FromDishka[ListStartTimes],
    get_client: FromDishka[GetClient],
    get_staff_visit: FromDishka[GetStaffVisit],
) -> Screen:
    draft = frame.read(BookingDraft)
    identity = navigator.client.identity
    wish = wish_of(draft, identity)
    times = await list_start_times.execute(wish, draft.required_day)
    client = await name_of_client(draft, identity, get_client, get_staff_visit)
    return render_times(times, draft, frame.cursor, navigator.localizer, client=client)


@routes.tap(
    ChooseStart,
    BookingView.TIME,
    BookingView.CONFIRM,
    VisitCardView.OFFER,
    BookForClientView.BOOK_FOR_CARD,
)
async def tap_start(tap: ChooseStart, navigator: Navigator) -> None:
    draft = advance(navigator.top.read(BookingDraft), StartChosen(moment_of(tap.minute)))
    if navigator.top.view == BookingView.TIME:
        navigator.open(frame_of_draft(draft))
    else:  # the time on the card was taken, this is an alternative
        navigator.replace(frame_of_draft(draft))
