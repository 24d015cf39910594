"""The content of the picture of a master's week, in the reader's language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.handlers.timetable.week_view import week_days
from bot.handlers.timetable.working_time_view import short_hours
from bot.ui.formats import written_parts
from bot.ui.localizer import Localizer
from bot.ui.text import capitalized, joined
from domain.reporting.pictures import BlockKind, WeekBlock, WeekDay, WeekPicture
from domain.timetable.model import Timetable, TimetableDay, TimetableItem, TimetableVisit
from domain.visit.model import BookingStatus

NAME_IN_TITLE = 18
HOURS_PER_DAY, MINUTES_PER_HOUR = 24, 60
MINUTES_PER_DAY = HOURS_PER_DAY * MINUTES_PER_HOUR
SHOWN_HOURS = 2 * HOURS_PER_DAY
"""A day and the night after it."""

LAST_MINUTE = SHOWN_HOURS * MINUTES_PER_HOUR

SHORTEST_MINUTES = 5
"""When clocks go back, the difference between wall-clock times may be smaller, or zero."""

KINDS = {
    BookingStatus.PENDING: BlockKind.WAITING,
    BookingStatus.RESCHEDULE_PROPOSED: BlockKind.WAITING,
    BookingStatus.COMPLETED: BlockKind.DONE,
    BookingStatus.NO_SHOW: BlockKind.MISSED,
}


def week_picture(timetable: Timetable, localizer: Localizer) -> WeekPicture:
    """Return the days as columns; visits at the same time have a lane each."""
    master = timetable.days[0].times[0].workplace
    name = localizer.name(master.name, NAME_IN_TITLE)
    return WeekPicture(
        title=joined(name, week_days(timetable, localizer)).unescape(),
        days=tuple(_day(day, timetable.today, localizer) for day in timetable.days),
        hour_labels=tuple(_hour(hour, localizer) for hour in range(SHOWN_HOURS + 1)),
        now=_now(timetable),
    )


def _day(day: TimetableDay, today: date, localizer: Localizer) -> WeekDay:
    work = (
        tuple(minute_on(day.day, at, time.zone) for at in (stretch.start_at, stretch.end_at))
        for time in day.times
        for stretch in time.stretches
    )
    blocks = [
        _block(day.day, visit, item, localizer) for visit in day.visits for item in visit.items
    ]
    is_off = not day.visits and not any(time.work for time in day.times)
    return WeekDay(
        label=capitalized(written_parts(day.day, "Ed", localizer.locale)),
        work=tuple((begin, end) for begin, end in work if begin < end),
        blocks=tuple(side_by_side(blocks)),
        remark=short_hours(day, localizer).unescape() if is_off else "",
        is_today=day.day == today,
    )


def _block(
    day: date, visit: TimetableVisit, item: TimetableItem, localizer: Localizer
) -> WeekBlock:
    begin = min(minute_on(day, item.start_at, visit.zone), LAST_MINUTE - SHORTEST_MINUTES)
    end = max(minute_on(day, item.end_at, visit.zone), begin + SHORTEST_MINUTES)
    return WeekBlock(
        begin,
        end,
        visit.client_name,
        localizer.name(item.service_name),
        KINDS.get(item.status, BlockKind.CONFIRMED),
    )


def side_by_side(blocks: Iterable[WeekBlock]) -> Iterator[WeekBlock]:
    """Give each block the first free lane, and the number of lanes of its overlapping blocks."""
    together: list[WeekBlock] = []
    for block in sorted(blocks, key=lambda one: (one.from_minute, one.until_minute)):
        if together and block.from_minute >= max(one.until_minute for one in together):
            yield from _with_lanes(together)
            together = []
        taken = {one.lane for one in together if one.until_minute > block.from_minute}
        lane = next(lane for lane in range(len(together) + 1) if lane not in taken)
        together.append(replace(block, lane=lane))
    yield from _with_lanes(together)


def _with_lanes(blocks: Sequence[WeekBlock]) -> Iterator[WeekBlock]:
    lanes = max((block.lane for block in blocks), default=0) + 1
    return (replace(block, lanes=lanes) for block in blocks)


def minute_on(day: date, moment: datetime, zone: ZoneInfo) -> int:
    """Return the minute on the wall clock, counted from the midnight that begins the day."""
    local = moment.astimezone(zone)
    minute = (local.date() - day).days * MINUTES_PER_DAY + local.hour * MINUTES_PER_HOUR
    return min(max(minute + local.minute, 0), LAST_MINUTE)


def _hour(hour: int, localizer: Localizer) -> str:
    written = localizer.time(datetime.combine(date.min, time(hour % HOURS_PER_DAY), UTC), UTC)
    return written if written[-1].isdigit() else written.replace(":00", "")  # 9 AM


def _now(timetable: Timetable) -> tuple[int, int] | None:
    for index, day in enumerate(timetable.days):
        if day.day == timetable.today:
            return index, minute_on(day.day, timetable.now, day.times[0].zone)
    return None
