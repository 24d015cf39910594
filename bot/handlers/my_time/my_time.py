"""A master's own working time."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.my_time import OpenBlocks, OpenDaysOff, OpenMyTime, OpenWeekday, ShowTimeOf
from bot.handlers.my_time.collisions_view import page_of, render_collisions, render_displaced
from bot.handlers.my_time.my_time_view import render_my_time
from bot.handlers.my_time.parts_view import render_blocks, render_days_off, render_weekday
from bot.navigation.frames.frame import Frame
from bot.navigation.frames.home import HomeView
from bot.navigation.frames.my_time import (
    CollisionsPayload,
    DisplacedPayload,
    MyTimeView,
    WeekdayPayload,
    collisions_frame,
    master_of,
    my_time_frame,
    weekday_frame,
    with_reason,
)
from bot.navigation.navigator import Navigator
from bot.navigation.roles import MASTERS
from bot.navigation.routes import MenuEntry, Routes
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from domain.my_time.find_collisions import FindCollisions
from domain.my_time.get_my_time import GetMyTime
from domain.proposals.list_displaced import ListDisplaced
from domain.shared.identity import Role
from domain.shared.ids import MasterId

routes = Routes()


@routes.tap(OpenMyTime, HomeView.HOME)
async def tap_my_time(
    _tap: OpenMyTime, navigator: Navigator, get_my_time: FromDishka[GetMyTime]
) -> None:
    mine = await get_my_time.execute(navigator.client.identity)
    navigator.open(my_time_frame(MyTimeView.MY_TIME, mine.place.master_id))


@routes.opens(
    MyTimeView.MY_TIME,
    roles=MASTERS,
    menu=[MenuEntry(Role.MASTER, 40, gettext_noop("🕘 My time"), OpenMyTime)],
)
async def open_my_time(
    frame: Frame, navigator: Navigator, get_my_time: FromDishka[GetMyTime]
) -> Screen:
    mine = await get_my_time.execute(navigator.client.identity, master_of(frame))
    return render_my_time(mine, navigator.localizer)


@routes.tap(ShowTimeOf, MyTimeView.MY_TIME)
async def tap_place(tap: ShowTimeOf, navigator: Navigator) -> None:
    """Show another workplace; the opener checks whether it is the user's own."""
    navigator.replace(my_time_frame(MyTimeView.MY_TIME, MasterId(tap.master_id)))


@routes.tap(OpenWeekday, MyTimeView.MY_TIME)
async def tap_weekday(tap: OpenWeekday, navigator: Navigator) -> None:
    navigator.open(weekday_frame(master_of(navigator.top), tap.weekday))


@routes.opens(MyTimeView.WEEKDAY, roles=MASTERS)
async def open_weekday(
    frame: Frame, navigator: Navigator, get_my_time: FromDishka[GetMyTime]
) -> Screen:
    shown = frame.read(WeekdayPayload)
    mine = await get_my_time.execute(navigator.client.identity, shown.master_id)
    return render_weekday(mine, shown.weekday, navigator.localizer)


@routes.tap(OpenDaysOff, MyTimeView.MY_TIME)
async def tap_days_off(_tap: OpenDaysOff, navigator: Navigator) -> None:
    navigator.open(my_time_frame(MyTimeView.DAY_OFF, master_of(navigator.top)))


@routes.opens(MyTimeView.DAY_OFF, roles=MASTERS, has_pages=True)
async def open_days_off(
    frame: Frame, navigator: Navigator, get_my_time: FromDishka[GetMyTime]
) -> Screen:
    mine = await get_my_time.execute(navigator.client.identity, master_of(frame))
    return render_days_off(mine, frame.cursor, navigator.localizer)


@routes.tap(OpenBlocks, MyTimeView.MY_TIME)
async def tap_blocks(_tap: OpenBlocks, navigator: Navigator) -> None:
    navigator.open(my_time_frame(MyTimeView.BLOCK, master_of(navigator.top)))


@routes.opens(MyTimeView.BLOCK, roles=MASTERS, has_pages=True)
async def open_blocks(
    frame: Frame, navigator: Navigator, get_my_time: FromDishka[GetMyTime]
) -> Screen:
    mine = await get_my_time.execute(navigator.client.identity, master_of(frame))
    return render_blocks(mine, frame.cursor, navigator.localizer)


@routes.opens(MyTimeView.COLLISIONS, roles=MASTERS, has_pages=True)
async def open_collisions(
    frame: Frame,
    navigator: Navigator,
    find_collisions: FromDishka[FindCollisions],
    get_my_time: FromDishka[GetMyTime],
) -> Screen:
    """Show a page of collisions, and store which were shown: the user must see all to confirm."""
    asked, identity = frame.read(CollisionsPayload), navigator.client.identity
    change = with_reason(asked.change, navigator.note)
    visits = await find_collisions.execute(identity, asked.master_id, change)
    mine = await get_my_time.execute(identity, asked.master_id)
    page, there = page_of(visits, frame.cursor), {visit.booking_id for visit in visits}
    seen = there.intersection(asked.seen).union(visit.booking_id for visit in page.items)
    navigator.replace(collisions_frame(asked.master_id, change, seen, page.number))
    return render_collisions(
        visits, page, change, mine, navigator.localizer, are_seen=seen == there
    )


@routes.opens(MyTimeView.DISPLACED, roles=MASTERS, has_pages=True)
async def open_displaced(
    frame: Frame,
    navigator: Navigator,
    list_displaced: FromDishka[ListDisplaced],
    get_my_time: FromDishka[GetMyTime],
) -> Screen:
    made, identity = frame.read(DisplacedPayload), navigator.client.identity
    visits = await list_displaced.execute(identity, made.changed_at)
    mine = await get_my_time.execute(identity, made.master_id)
    return render_displaced(visits, frame.cursor, mine, navigator.localizer)
