from dishka.integrations.aiogram import FromDishka

from bot.callbacks import OpenVisit, OpenVisits, SendCalendarFile, ShowVisits
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.navigation.visit_frames import booking_of, visit_frame
from bot.views import notices
from bot.views.calendar_file import render_calendar_file
from bot.views.screen import Screen
from bot.views.visit import render_visit
from bot.views.visits import render_visits
from domain.booking.get_visit import GetVisit
from domain.booking.list_visits import ListVisits
from domain.shared.ids import BookingId
from domain.shared.time import Clock

routes = Routes()

PAST = "past"


@routes.opens(ViewId.VISITS)
async def open_visits(
    frame: Frame, navigator: Navigator, list_visits: FromDishka[ListVisits]
) -> Screen:
    past = frame.filter == PAST
    page = await list_visits.execute(navigator.client.identity, frame.cursor, past=past)
    return render_visits(page, past, navigator.reader)


@routes.tap(OpenVisits)
async def tap_visits(_tap: OpenVisits, navigator: Navigator) -> None:
    navigator.home()
    navigator.open(Frame(view=ViewId.VISITS))


@routes.tap(ShowVisits, ViewId.VISITS)
async def tap_filter(tap: ShowVisits, navigator: Navigator) -> None:
    navigator.replace(Frame(view=ViewId.VISITS, filter=PAST if tap.past else ""))


@routes.tap(OpenVisit, ViewId.VISITS)
async def tap_visit(tap: OpenVisit, navigator: Navigator) -> None:
    navigator.open(visit_frame(BookingId(tap.booking_id)))


@routes.opens(ViewId.VISIT)
async def open_visit(frame: Frame, navigator: Navigator, get_visit: FromDishka[GetVisit]) -> Screen:
    card = await get_visit.execute(navigator.client.identity, booking_of(frame))
    return render_visit(card, navigator.reader)


@routes.tap(SendCalendarFile, ViewId.VISIT)
async def tap_calendar_file(
    tap: SendCalendarFile,
    navigator: Navigator,
    get_visit: FromDishka[GetVisit],
    clock: FromDishka[Clock],
) -> None:
    card = await get_visit.execute(navigator.client.identity, BookingId(tap.booking_id))
    name, content = render_calendar_file(card.visit, clock.now(), navigator.reader)
    await navigator.send_file(name, content, notices.calendar_file(navigator.reader))
