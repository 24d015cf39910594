"""The visits that wait to be marked: a master's own, or everybody's for an admin."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks import OpenAllUnmarked, OpenListedVisit, OpenUnmarked
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.navigation.visit_frames import staff_visit_frame
from bot.views.screen import Screen
from bot.views.unmarked import render_unmarked
from domain.outcomes.list_unmarked import ListUnmarked
from domain.shared.identity import Role
from domain.shared.ids import BookingId

routes = Routes()


@routes.tap(OpenUnmarked, ViewId.HOME)
async def tap_unmarked(_tap: OpenUnmarked, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(navigator.role_at_work)
    navigator.open(Frame(view=ViewId.UNMARKED))


@routes.tap(OpenAllUnmarked, beneath=True)
async def tap_all_unmarked(_tap: OpenAllUnmarked, navigator: Navigator) -> None:
    """Open it for the master who was asked, whatever menu they are in."""
    navigator.client.identity.ensure_role(Role.MASTER)
    navigator.switch_role(Role.MASTER)
    navigator.open(Frame(view=ViewId.UNMARKED))


@routes.opens(ViewId.UNMARKED)
async def open_unmarked(
    frame: Frame, navigator: Navigator, list_unmarked: FromDishka[ListUnmarked]
) -> Screen:
    staff, role = navigator.client.identity, navigator.role_at_work
    page = await list_unmarked.execute(staff, role, frame.cursor)
    return render_unmarked(page, navigator.reader)


@routes.tap(
    OpenListedVisit, ViewId.UNMARKED, ViewId.TODAY, ViewId.CLIENT, ViewId.BOOKINGS, ViewId.DISPLACED
)
async def tap_listed(tap: OpenListedVisit, navigator: Navigator) -> None:
    """Open it: the opener asks whether this person may see this very one."""
    navigator.open(staff_visit_frame(BookingId(tap.booking_id)))
