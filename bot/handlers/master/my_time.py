"""A master's own working time, as it stands."""

from dishka.integrations.aiogram import FromDishka

from bot.callbacks import OpenBlocks, OpenDaysOff, OpenMyTime, OpenWeekday, ShowTimeOf
from bot.navigation.frame import Frame, ViewId
from bot.navigation.my_time_frames import (
    CollisionsPayload,
    DisplacedPayload,
    WeekdayPayload,
    collisions_frame,
    master_of,
    my_time_frame,
    weekday_frame,
    with_reason,
)
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.views.my_time import render_my_time
from bot.views.my_time_collisions import page_of, render_collisions, render_displaced
from bot.views.my_time_parts import render_blocks, render_days_off, render_weekday
from bot.views.screen import Screen
from domain.my_time.find_collisions import FindCollisions
from domain.my_time.get_my_time import GetMyTime
from domain.proposals.list_displaced import ListDisplaced
from domain.shared.ids import MasterId

routes = Routes()


@routes.tap(OpenMyTime, ViewId.HOME)
async def tap_my_time(
    _tap: OpenMyTime, navigator: Navigator, get_my_time: FromDishka[GetMyTime]
) -> None:
    mine = await get_my_time.execute(navigator.client.identity)
    navigator.open(my_time_frame(ViewId.MY_TIME, mine.place.master_id))


@routes.opens(ViewId.MY_TIME)
async def open_my_time(
    frame: Frame, navigator: Navigator, get_my_time: FromDishka[GetMyTime]
) -> Screen:
    mine = await get_my_time.execute(navigator.client.identity, master_of(frame))
    return render_my_time(mine, navigator.reader)


@routes.tap(ShowTimeOf, ViewId.MY_TIME)
async def tap_place(tap: ShowTimeOf, navigator: Navigator) -> None:
    """Show another place: the opener asks whether it is one of theirs."""
    navigator.replace(my_time_frame(ViewId.MY_TIME, MasterId(tap.master_id)))


@routes.tap(OpenWeekday, ViewId.MY_TIME)
async def tap_weekday(tap: OpenWeekday, navigator: Navigator) -> None:
    navigator.open(weekday_frame(master_of(navigator.top), tap.weekday))


@routes.opens(ViewId.WEEKDAY)
async def open_weekday(
    frame: Frame, navigator: Navigator, get_my_time: FromDishka[GetMyTime]
) -> Screen:
    shown = frame.read(WeekdayPayload)
    mine = await get_my_time.execute(navigator.client.identity, shown.master_id)
    return render_weekday(mine, shown.weekday, navigator.reader)


@routes.tap(OpenDaysOff, ViewId.MY_TIME)
async def tap_days_off(_tap: OpenDaysOff, navigator: Navigator) -> None:
    navigator.open(my_time_frame(ViewId.DAY_OFF, master_of(navigator.top)))


@routes.opens(ViewId.DAY_OFF)
async def open_days_off(
    frame: Frame, navigator: Navigator, get_my_time: FromDishka[GetMyTime]
) -> Screen:
    mine = await get_my_time.execute(navigator.client.identity, master_of(frame))
    return render_days_off(mine, frame.cursor, navigator.reader)


@routes.tap(OpenBlocks, ViewId.MY_TIME)
async def tap_blocks(_tap: OpenBlocks, navigator: Navigator) -> None:
    navigator.open(my_time_frame(ViewId.BLOCK, master_of(navigator.top)))


@routes.opens(ViewId.BLOCK)
async def open_blocks(
    frame: Frame, navigator: Navigator, get_my_time: FromDishka[GetMyTime]
) -> Screen:
    mine = await get_my_time.execute(navigator.client.identity, master_of(frame))
    return render_blocks(mine, frame.cursor, navigator.reader)


@routes.opens(ViewId.COLLISIONS)
async def open_collisions(
    frame: Frame,
    navigator: Navigator,
    find_collisions: FromDishka[FindCollisions],
    get_my_time: FromDishka[GetMyTime],
) -> Screen:
    """Show a page of them, and note what was shown by now: nobody agrees to what is unseen."""
    asked, identity = frame.read(CollisionsPayload), navigator.client.identity
    change = with_reason(asked.change, navigator.note)
    visits = await find_collisions.execute(identity, asked.master_id, change)
    mine = await get_my_time.execute(identity, asked.master_id)
    page, there = page_of(visits, frame.cursor), {visit.booking_id for visit in visits}
    seen = there.intersection(asked.seen).union(visit.booking_id for visit in page.items)
    navigator.replace(collisions_frame(asked.master_id, change, seen, page.number))
    return render_collisions(visits, page, change, mine, navigator.reader, are_seen=seen == there)


@routes.opens(ViewId.DISPLACED)
async def open_displaced(
    frame: Frame,
    navigator: Navigator,
    list_displaced: FromDishka[ListDisplaced],
    get_my_time: FromDishka[GetMyTime],
) -> Screen:
    made, identity = frame.read(DisplacedPayload), navigator.client.identity
    visits = await list_displaced.execute(identity, made.changed_at)
    mine = await get_my_time.execute(identity, made.master_id)
    return render_displaced(visits, frame.cursor, mine, navigator.reader)
