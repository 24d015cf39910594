"""Changes of masters to their own working time, by taps and by text."""

from datetime import datetime, timedelta

from dishka.integrations.aiogram import FromDishka

from bot.callbacks.my_time import (
    BlockNow,
    CloseWeekday,
    CopyWeekday,
    LiftBlock,
    MakeTimeChange,
    TakeDayOff,
    UsualWeekday,
    WorkAfterAll,
)
from bot.callbacks.values import day_of
from bot.fsm.booking import EventRefusedError
from bot.handlers.my_time import my_time_toasts
from bot.handlers.my_time.change_flow import ScheduleChangeFlow
from bot.navigation.frames.my_time import MyTimeView, WeekdayPayload, master_of
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.text_input.dates import read_days
from bot.text_input.scanner import NotUnderstood
from bot.text_input.times import DayWord, read_block, read_hours
from domain.my_time.changes import (
    BlockChange,
    BlockId,
    BlockLifted,
    DaysOffChange,
    DaysOffLifted,
    WorkingDayChange,
)
from domain.my_time.get_my_time import GetMyTime, MyTime
from domain.shared.time import MINUTE

routes = Routes()


@routes.tap(CloseWeekday, MyTimeView.WEEKDAY)
async def tap_close(
    tap: CloseWeekday, navigator: Navigator, change_flow: FromDishka[ScheduleChangeFlow]
) -> None:
    shown = _weekday(navigator, tap.weekday)
    await change_flow.take(navigator, shown.master_id, WorkingDayChange(tap.weekday))


@routes.tap(UsualWeekday, MyTimeView.WEEKDAY)
async def tap_usual(
    tap: UsualWeekday, navigator: Navigator, change_flow: FromDishka[ScheduleChangeFlow]
) -> None:
    shown = _weekday(navigator, tap.weekday)
    change = WorkingDayChange(tap.weekday, is_usual=True)
    await change_flow.take(navigator, shown.master_id, change)


@routes.tap(CopyWeekday, MyTimeView.WEEKDAY)
async def tap_copy(
    tap: CopyWeekday,
    navigator: Navigator,
    get_my_time: FromDishka[GetMyTime],
    change_flow: FromDishka[ScheduleChangeFlow],
) -> None:
    shown = _weekday(navigator, tap.weekday)
    mine = await get_my_time.execute(navigator.client.identity, shown.master_id)
    change = WorkingDayChange(tap.weekday, mine.week[tap.like].hours)
    await change_flow.take(navigator, shown.master_id, change)


@routes.text(MyTimeView.WEEKDAY)
async def write_hours(
    text: str, navigator: Navigator, change_flow: FromDishka[ScheduleChangeFlow]
) -> None:
    shown, hours = navigator.top.read(WeekdayPayload), read_hours(text)
    if hours is None:
        navigator.toast = my_time_toasts.hours_unreadable(navigator.localizer)
    elif isinstance(hours, NotUnderstood):
        navigator.toast = my_time_toasts.hours_unclear(hours.words, navigator.localizer)
    elif isinstance(hours, DayWord):
        change = WorkingDayChange(shown.weekday, is_usual=hours is DayWord.USUAL)
        await change_flow.take(navigator, shown.master_id, change)
    else:
        change, is_certain = WorkingDayChange(shown.weekday, hours), not hours.is_unusual
        await change_flow.take(navigator, shown.master_id, change, is_certain=is_certain)


@routes.tap(TakeDayOff, MyTimeView.DAY_OFF)
async def tap_day_off(
    tap: TakeDayOff, navigator: Navigator, change_flow: FromDishka[ScheduleChangeFlow]
) -> None:
    day = day_of(tap.ordinal)
    await change_flow.take(navigator, master_of(navigator.top), DaysOffChange(day, day))


@routes.tap(WorkAfterAll, MyTimeView.DAY_OFF)
async def tap_work(
    tap: WorkAfterAll, navigator: Navigator, change_flow: FromDishka[ScheduleChangeFlow]
) -> None:
    change = DaysOffLifted(day_of(tap.first), day_of(tap.last))
    await change_flow.take(navigator, master_of(navigator.top), change)


@routes.text(MyTimeView.DAY_OFF)
async def write_days_off(
    text: str,
    navigator: Navigator,
    get_my_time: FromDishka[GetMyTime],
    change_flow: FromDishka[ScheduleChangeFlow],
) -> None:
    master_id, localizer = master_of(navigator.top), navigator.localizer
    mine = await get_my_time.execute(navigator.client.identity, master_id)
    found = read_days(text, mine.today, localizer.locale)
    if found is None:
        navigator.toast = my_time_toasts.days_unreadable(localizer)
        return
    if isinstance(found, NotUnderstood):
        navigator.toast = my_time_toasts.time_unclear(found.words, localizer)
        return
    change = DaysOffChange(found.days.first, found.days.last, found.reason)
    await change_flow.take(navigator, master_id, change)


@routes.tap(BlockNow, MyTimeView.BLOCK)
async def tap_block_now(
    tap: BlockNow,
    navigator: Navigator,
    get_my_time: FromDishka[GetMyTime],
    change_flow: FromDishka[ScheduleChangeFlow],
) -> None:
    """Block time from this minute on; a second tap changes nothing, even a minute later."""
    master_id = master_of(navigator.top)
    mine = await get_my_time.execute(navigator.client.identity, master_id)
    start_at = mine.now.replace(second=0, microsecond=0)
    end_at = start_at + timedelta(minutes=tap.minutes) if tap.minutes else mine.day_ends_at
    if _is_blocked(mine, start_at, end_at - MINUTE):
        navigator.toast = my_time_toasts.time_changed(navigator.localizer)
        return
    await change_flow.take(navigator, master_id, BlockChange(start_at, end_at))


@routes.tap(LiftBlock, MyTimeView.BLOCK)
async def tap_lift(
    tap: LiftBlock, navigator: Navigator, change_flow: FromDishka[ScheduleChangeFlow]
) -> None:
    change = BlockLifted(BlockId(tap.block_id))
    await change_flow.take(navigator, master_of(navigator.top), change)


@routes.text(MyTimeView.BLOCK)
async def write_block(
    text: str,
    navigator: Navigator,
    get_my_time: FromDishka[GetMyTime],
    change_flow: FromDishka[ScheduleChangeFlow],
) -> None:
    master_id, localizer = master_of(navigator.top), navigator.localizer
    mine = await get_my_time.execute(navigator.client.identity, master_id)
    found = read_block(text, mine.now.astimezone(mine.zone), localizer.locale)
    if found is None:
        navigator.toast = my_time_toasts.block_unreadable(localizer)
        return
    if isinstance(found, NotUnderstood):
        navigator.toast = my_time_toasts.time_unclear(found.words, localizer)
        return
    change = BlockChange(found.start_at, found.end_at, found.reason)
    await change_flow.take(navigator, master_id, change)


@routes.text(MyTimeView.COLLISIONS)
async def write_instead(
    text: str,
    navigator: Navigator,
    get_my_time: FromDishka[GetMyTime],
    change_flow: FromDishka[ScheduleChangeFlow],
) -> None:
    """Read the text as on the screen below: it replaces the change to be confirmed."""
    navigator.back()
    match navigator.top.view:
        case MyTimeView.WEEKDAY:
            await write_hours(text, navigator, change_flow)
        case MyTimeView.DAY_OFF:
            await write_days_off(text, navigator, get_my_time, change_flow)
        case _:
            await write_block(text, navigator, get_my_time, change_flow)


@routes.tap(MakeTimeChange, MyTimeView.COLLISIONS)
async def tap_make(
    _tap: MakeTimeChange, navigator: Navigator, change_flow: FromDishka[ScheduleChangeFlow]
) -> None:
    await change_flow.confirm(navigator)


def _is_blocked(mine: MyTime, start_at: datetime, end_at: datetime) -> bool:
    """Return whether a period lies within an existing block."""
    return any(one.time.start_at <= start_at and end_at <= one.time.end_at for one in mine.blocks)


def _weekday(navigator: Navigator, tapped: int) -> WeekdayPayload:
    """Return the weekday on the screen; a tap with another one comes from an older screen."""
    shown = navigator.top.read(WeekdayPayload)
    if shown.weekday != tapped:
        raise EventRefusedError(navigator.top.view)
    return shown
