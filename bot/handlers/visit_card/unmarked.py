"""Visits without an outcome: a master's own, or all of them for an admin."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.visit_card import OpenAllUnmarked, OpenListedVisit, OpenUnmarked
from bot.handlers.visit_card.unmarked_view import render_unmarked
from bot.navigation.frames.bookings import BookingsView
from bot.navigation.frames.clients import ClientsView
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.home import HomeView
from bot.navigation.frames.my_time import MyTimeView
from bot.navigation.frames.timetable import TimetableView
from bot.navigation.frames.visits import VisitCardView, staff_visit_frame
from bot.navigation.navigator import Navigator
from bot.navigation.roles import STAFF
from bot.navigation.routes import MenuEntry, Routes
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from domain.outcomes.list_unmarked import ListUnmarked
from domain.shared.identity import Role
from domain.shared.ids import BookingId

routes = Routes()


@routes.tap(OpenUnmarked, HomeView.HOME)
async def tap_unmarked(_tap: OpenUnmarked, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(navigator.role_at_work)
    navigator.open(Frame(view=VisitCardView.UNMARKED))


@routes.tap(OpenAllUnmarked, beneath=True)
async def tap_all_unmarked(_tap: OpenAllUnmarked, navigator: Navigator) -> None:
    """Open the list for the master who was asked, from the menu of any role."""
    navigator.client.identity.ensure_role(Role.MASTER)
    navigator.switch_role(Role.MASTER)
    navigator.open(Frame(view=VisitCardView.UNMARKED))


@routes.opens(
    VisitCardView.UNMARKED,
    roles=STAFF,
    has_pages=True,
    menu=[
        MenuEntry(Role.MASTER, 30, gettext_noop("❔ Mark outcomes"), OpenUnmarked),
        MenuEntry(Role.ADMIN, 30, gettext_noop("❔ Mark outcomes"), OpenUnmarked),
    ],
)
async def open_unmarked(
    frame: Frame, navigator: Navigator, list_unmarked: FromDishka[ListUnmarked]
) -> Screen:
    staff, role = navigator.client.identity, navigator.role_at_work
    page = await list_unmarked.execute(staff, role, frame.cursor)
    return render_unmarked(page, navigator.localizer)


@routes.tap(
    OpenListedVisit,
    VisitCardView.UNMARKED,
    TimetableView.TODAY,
    ClientsView.CLIENT,
    BookingsView.BOOKINGS,
    MyTimeView.DISPLACED,
)
async def tap_listed(tap: OpenListedVisit, navigator: Navigator) -> None:
    """Open the visit; the opener checks whether the user may see this one."""
    navigator.open(staff_visit_frame(BookingId(tap.booking_id)))
