"""A master's days and weeks."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks import OpenToday, OpenWeek, SendWeekPicture, ShowDay, ShowWeek, day_of
from bot.navigation.frame import Frame, ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.navigation.timetable_frames import day_frame, day_shown, week_frame
from bot.views import notices
from bot.views.screen import Screen
from bot.views.today import render_today
from bot.views.week import render_week, week_days
from bot.views.week_picture import week_picture
from domain.reporting.ports import Painter
from domain.shared.identity import Role
from domain.timetable.get_timetable import GetTimetable, Span

routes = Routes()


@routes.command("today")
async def today(_arguments: str, navigator: Navigator) -> None:
    _restart_at(day_frame(), navigator)


@routes.command("week")
async def week(_arguments: str, navigator: Navigator) -> None:
    _restart_at(week_frame(), navigator)


def _restart_at(frame: Frame, navigator: Navigator) -> None:
    """Go there; for who is no master there is no such command."""
    if Role.MASTER in navigator.client.identity.roles:
        navigator.restart_at(frame)
    else:
        navigator.notice = notices.unknown_command(navigator.reader)


@routes.tap(OpenToday, ViewId.HOME)
async def tap_today(_tap: OpenToday, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(Role.MASTER)
    navigator.open(day_frame())


@routes.tap(OpenWeek, ViewId.HOME)
async def tap_week(_tap: OpenWeek, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(Role.MASTER)
    navigator.open(week_frame())


@routes.opens(ViewId.TODAY)
async def open_day(
    frame: Frame, navigator: Navigator, get_timetable: FromDishka[GetTimetable]
) -> Screen:
    timetable = await get_timetable.execute(navigator.client.identity, day_shown(frame))
    return render_today(timetable, frame.cursor, navigator.reader)


@routes.opens(ViewId.WEEK)
async def open_week(
    frame: Frame, navigator: Navigator, get_timetable: FromDishka[GetTimetable]
) -> Screen:
    timetable = await get_timetable.execute(navigator.client.identity, day_shown(frame), Span.WEEK)
    return render_week(timetable, navigator.reader)


@routes.tap(ShowDay, ViewId.TODAY, ViewId.WEEK)
async def tap_day(tap: ShowDay, navigator: Navigator) -> None:
    """Turn to another day, or open one of the week."""
    go = navigator.open if navigator.top.view is ViewId.WEEK else navigator.replace
    go(day_frame(day_of(tap.ordinal)))


@routes.tap(ShowWeek, ViewId.WEEK)
async def tap_show_week(tap: ShowWeek, navigator: Navigator) -> None:
    navigator.replace(week_frame(day_of(tap.ordinal)))


@routes.tap(SendWeekPicture, ViewId.WEEK)
async def tap_picture(
    _tap: SendWeekPicture,
    navigator: Navigator,
    get_timetable: FromDishka[GetTimetable],
    painter: FromDishka[Painter],
) -> None:
    """Send the week that is shown, as a picture beneath it."""
    reader = navigator.reader
    timetable = await get_timetable.execute(
        navigator.client.identity, day_shown(navigator.top), Span.WEEK
    )
    picture = await painter.paint_week(week_picture(timetable, reader))
    await navigator.send_picture("week.png", picture, week_days(timetable, reader))
