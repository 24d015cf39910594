"""A master's days and weeks."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.timetable import OpenToday, OpenWeek, SendWeekPicture, ShowDay, ShowWeek
from bot.callbacks.values import day_of
from bot.handlers.timetable.today_view import render_today
from bot.handlers.timetable.week_picture_view import week_picture
from bot.handlers.timetable.week_view import render_week, week_days
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.home import HomeView
from bot.navigation.frames.timetable import TimetableView, day_frame, day_shown, week_frame
from bot.navigation.navigator import Navigator
from bot.navigation.roles import MASTERS
from bot.navigation.routes import MenuEntry, Routes
from bot.ui import toasts
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from domain.reporting.ports import Painter
from domain.shared.identity import Role
from domain.timetable.get_timetable import GetTimetable, Span

routes = Routes()


@routes.command("today", gettext_noop("Your visits of today"), 60, MASTERS)
async def today(_arguments: str, navigator: Navigator) -> None:
    _restart_at(day_frame(), navigator)


@routes.command("week", gettext_noop("Your week"), 70, MASTERS)
async def week(_arguments: str, navigator: Navigator) -> None:
    _restart_at(week_frame(), navigator)


def _restart_at(frame: Frame, navigator: Navigator) -> None:
    """Show the frame; without the role of a master, the command is unknown."""
    if Role.MASTER in navigator.client.identity.roles:
        navigator.restart_at(frame)
    else:
        navigator.toast = toasts.unknown_command(navigator.localizer)


@routes.tap(OpenToday, HomeView.HOME)
async def tap_today(_tap: OpenToday, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(Role.MASTER)
    navigator.open(day_frame())


@routes.tap(OpenWeek, HomeView.HOME)
async def tap_week(_tap: OpenWeek, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(Role.MASTER)
    navigator.open(week_frame())


@routes.opens(
    TimetableView.TODAY,
    roles=MASTERS,
    has_pages=True,
    menu=[MenuEntry(Role.MASTER, 10, gettext_noop("📋 Today"), OpenToday)],
)
async def open_day(
    frame: Frame, navigator: Navigator, get_timetable: FromDishka[GetTimetable]
) -> Screen:
    timetable = await get_timetable.execute(navigator.client.identity, day_shown(frame))
    return render_today(timetable, frame.cursor, navigator.localizer)


@routes.opens(
    TimetableView.WEEK,
    roles=MASTERS,
    menu=[MenuEntry(Role.MASTER, 20, gettext_noop("🗓 Week"), OpenWeek)],
)
async def open_week(
    frame: Frame, navigator: Navigator, get_timetable: FromDishka[GetTimetable]
) -> Screen:
    timetable = await get_timetable.execute(navigator.client.identity, day_shown(frame), Span.WEEK)
    return render_week(timetable, navigator.localizer)


@routes.tap(ShowDay, TimetableView.TODAY, TimetableView.WEEK)
async def tap_day(tap: ShowDay, navigator: Navigator) -> None:
    """Go to another day, or open a day of the week."""
    go = navigator.open if navigator.top.view == TimetableView.WEEK else navigator.replace
    go(day_frame(day_of(tap.ordinal)))


@routes.tap(ShowWeek, TimetableView.WEEK)
async def tap_show_week(tap: ShowWeek, navigator: Navigator) -> None:
    navigator.replace(week_frame(day_of(tap.ordinal)))


@routes.tap(SendWeekPicture, TimetableView.WEEK)
async def tap_picture(
    _tap: SendWeekPicture,
    navigator: Navigator,
    get_timetable: FromDishka[GetTimetable],
    painter: FromDishka[Painter],
) -> None:
    """Send a picture of the week on the screen, below it."""
    localizer = navigator.localizer
    timetable = await get_timetable.execute(
        navigator.client.identity, day_shown(navigator.top), Span.WEEK
    )
    picture = await painter.paint_week(week_picture(timetable, localizer))
    await navigator.send_picture("week.png", picture, week_days(timetable, localizer))
