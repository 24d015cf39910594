"""When a master works: the week, and what is taken away from it."""

from collections.abc import Iterable, Sequence
from datetime import time

from markupsafe import Markup

from bot.callbacks.my_time import OpenBlocks, OpenDaysOff, OpenWeekday, ShowTimeOf
from bot.ui.formats import written_time
from bot.ui.layout import column
from bot.ui.localizer import Reader
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import (
    NAME_ON_BUTTON,
    bold,
    joined,
    label,
    lines,
    one_line,
    paragraphs,
)
from bot.ui.weekdays import weekday_name
from domain.my_time.changes import BlockChange, DaysOffChange, TakesTime, WorkingDayChange
from domain.my_time.get_my_time import DaysOff, MyTime
from domain.my_time.ports import Block
from domain.schedule.model import Hours
from domain.schedule.workplaces import Workplace
from domain.shared.time import DateRange, Interval

MOST_SHOWN = 8
"""Days off or blocks on one page."""

REASON_LIMIT = 60


def render_my_time(mine: MyTime, reader: Reader) -> Screen:
    """Show it all, with the way to each part."""
    text = paragraphs(
        reader.say("🕘 <b>My time</b>"),
        place_line(mine, reader),
        lines(*(_weekday_line(mine, weekday, reader) for weekday in range(len(mine.week)))),
        _list(reader.say("🌴 Days off:"), (days_line(days, reader) for days in mine.days_off)),
        _list(
            reader.say("⛔ Blocked:"), (block_line(block, mine, reader) for block in mine.blocks)
        ),
        reader.say("Tap a weekday to change its hours."),
    )
    return Screen(text, (*_weekday_rows(reader), *_part_rows(reader), *_place_rows(mine, reader)))


def place_line(mine: MyTime, reader: Reader) -> Markup | None:
    """Say which place it is about, where there are several, and whose clock holds."""
    location = mine.place.profile.location
    city = reader.city(mine.zone) if mine.zone != location.timezone else None
    place = reader.name(location.name) if len(mine.places) > 1 else None
    if city is None:
        return Markup("📍 {}").format(place) if place else None
    return lines(
        Markup("📍 {}").format(place) if place else None,
        reader.say("Times are those of {city}.", city=city),
    )


def written_hours(hours: Hours | None, weekday: int, reader: Reader) -> Markup:
    """Tell hours and break of a weekday, and on which day they end if it is the next."""
    if hours is None:
        return reader.say("closed")
    work = _stretch(hours.start, hours.end, reader)
    if hours.goes_into_next_day:
        work = f"{work} ({weekday_name((weekday + 1) % 7, reader, is_short=True)})"
    if hours.break_start is None or hours.break_end is None:
        return Markup("{}").format(work)
    pause = _stretch(hours.break_start, hours.break_end, reader)
    return joined(work, reader.say("break {times}", times=pause))


def days_line(days: DaysOff, reader: Reader) -> Markup:
    """Tell days off and why."""
    reason = one_line(days.reason, REASON_LIMIT) if days.reason else None
    return joined(written_days(days, reader), reason)


def written_days(days: DaysOff, reader: Reader) -> str:
    """Return from which day to which it is."""
    first, last = days.days.first, days.days.last
    if first == last:
        return reader.day(first)
    return f"{reader.day(first)} – {reader.day(last)}"


def block_line(block: Block, mine: MyTime, reader: Reader) -> Markup:
    """Tell a stretch of time and why it is taken away."""
    return _time_and_reason(block.time, block.reason, mine, reader)


def change_line(change: TakesTime, mine: MyTime, reader: Reader) -> Markup:
    """Tell what is to be changed."""
    match change:
        case DaysOffChange(first=first, last=last, reason=reason):
            return Markup("🌴 {}").format(
                days_line(DaysOff(DateRange(first, last), reason), reader)
            )
        case BlockChange(start_at=start_at, end_at=end_at, reason=reason):
            time = Interval(start_at, end_at)
            return Markup("⛔ {}").format(_time_and_reason(time, reason, mine, reader))
        case WorkingDayChange(weekday=weekday, hours=hours, is_usual=is_usual):
            new = mine.week[weekday].usual if is_usual else hours
            return Markup("🕘 {}: {}").format(
                weekday_name(weekday, reader), written_hours(new, weekday, reader)
            )


def written_time_of(time: Interval, mine: MyTime, reader: Reader) -> str:
    """Return from when to when it is."""
    start, end = (at.astimezone(mine.zone) for at in (time.start_at, time.end_at))
    until = reader.time(end, mine.zone)
    if end.date() != start.date():
        until = f"{reader.day(end.date())}, {until}"
    return f"{reader.day(start.date())}, {reader.time(start, mine.zone)} – {until}"


def _time_and_reason(time: Interval, reason: str, mine: MyTime, reader: Reader) -> Markup:
    why = one_line(reason, REASON_LIMIT) if reason else None
    return joined(written_time_of(time, mine, reader), why)


def _weekday_line(mine: MyTime, weekday: int, reader: Reader) -> Markup:
    name = weekday_name(weekday, reader, is_short=True)
    hours = written_hours(mine.week[weekday].hours, weekday, reader)
    return Markup("{} {}").format(bold(name), hours)


def _list(heading: Markup, told: Iterable[Markup]) -> Markup | None:
    shown: Sequence[Markup] = list(told)
    if not shown:
        return None
    more = ["…"] if len(shown) > MOST_SHOWN else []
    return lines(heading, *shown[:MOST_SHOWN], *more)


def _weekday_rows(reader: Reader) -> Rows:
    return (
        tuple(
            Button(
                label(weekday_name(weekday, reader, is_short=True)),
                tap=OpenWeekday(weekday=weekday),
            )
            for weekday in range(7)
        ),
    )


def _part_rows(reader: Reader) -> Rows:
    return (
        (
            Button(label(reader.say("🌴 Days off")), tap=OpenDaysOff()),
            Button(label(reader.say("⛔ Block time")), tap=OpenBlocks()),
        ),
    )


def _place_rows(mine: MyTime, reader: Reader) -> Rows:
    others = [place for place in mine.places if place.master_id != mine.place.master_id]
    return column(_place_button(place, reader) for place in others)


def _place_button(place: Workplace, reader: Reader) -> Button:
    names = (
        reader.name(name, NAME_ON_BUTTON) for name in (place.profile.location.name, place.name)
    )
    return Button(label(*names), tap=ShowTimeOf(master_id=place.master_id))


def _stretch(start: time, end: time, reader: Reader) -> str:
    return f"{written_time(start, reader.language)} – {written_time(end, reader.language)}"
