"""When a master works: the week, days off and blocks."""

from collections.abc import Iterable, Sequence
from datetime import time

from markupsafe import Markup

from bot.callbacks.my_time import OpenBlocks, OpenDaysOff, OpenWeekday, ShowTimeOf
from bot.ui.formats import written_time
from bot.ui.layout import column
from bot.ui.localizer import Localizer
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


def render_my_time(mine: MyTime, localizer: Localizer) -> Screen:
    """Show all working time, with buttons to each part."""
    text = paragraphs(
        localizer.t("🕘 <b>My time</b>"),
        place_line(mine, localizer),
        lines(*(_weekday_line(mine, weekday, localizer) for weekday in range(len(mine.week)))),
        _list(localizer.t("🌴 Days off:"), (days_line(days, localizer) for days in mine.days_off)),
        _list(
            localizer.t("⛔ Blocked:"),
            (block_line(block, mine, localizer) for block in mine.blocks),
        ),
        localizer.t("Tap a weekday to change its hours."),
    )
    return Screen(
        text, (*_weekday_rows(localizer), *_part_rows(localizer), *_place_rows(mine, localizer))
    )


def place_line(mine: MyTime, localizer: Localizer) -> Markup | None:
    """Return the location, if there are several, and the city of the time zone, if it differs."""
    location = mine.place.profile.location
    city = localizer.city(mine.zone) if mine.zone != location.timezone else None
    place = localizer.name(location.name) if len(mine.places) > 1 else None
    if city is None:
        return Markup("📍 {}").format(place) if place else None
    return lines(
        Markup("📍 {}").format(place) if place else None,
        localizer.t("Times are those of {city}.", city=city),
    )


def written_hours(hours: Hours | None, weekday: int, localizer: Localizer) -> Markup:
    """Return hours and break of a weekday, with the name of the next day if they end there."""
    if hours is None:
        return localizer.t("closed")
    work = _written_span(hours.start, hours.end, localizer)
    if hours.goes_into_next_day:
        work = f"{work} ({weekday_name((weekday + 1) % 7, localizer, is_short=True)})"
    if hours.break_start is None or hours.break_end is None:
        return Markup("{}").format(work)
    pause = _written_span(hours.break_start, hours.break_end, localizer)
    return joined(work, localizer.t("break {times}", times=pause))


def days_line(days: DaysOff, localizer: Localizer) -> Markup:
    """Return days off and their reason."""
    reason = one_line(days.reason, REASON_LIMIT) if days.reason else None
    return joined(written_days(days, localizer), reason)


def written_days(days: DaysOff, localizer: Localizer) -> str:
    """Return the first and the last day."""
    first, last = days.days.first, days.days.last
    if first == last:
        return localizer.day(first)
    return f"{localizer.day(first)} – {localizer.day(last)}"


def block_line(block: Block, mine: MyTime, localizer: Localizer) -> Markup:
    """Return a block and its reason."""
    return _time_and_reason(block.time, block.reason, mine, localizer)


def change_line(change: TakesTime, mine: MyTime, localizer: Localizer) -> Markup:
    """Return the requested change."""
    match change:
        case DaysOffChange(first=first, last=last, reason=reason):
            return Markup("🌴 {}").format(
                days_line(DaysOff(DateRange(first, last), reason), localizer)
            )
        case BlockChange(start_at=start_at, end_at=end_at, reason=reason):
            time = Interval(start_at, end_at)
            return Markup("⛔ {}").format(_time_and_reason(time, reason, mine, localizer))
        case WorkingDayChange(weekday=weekday, hours=hours, is_usual=is_usual):
            new = mine.week[weekday].usual if is_usual else hours
            return Markup("🕘 {}: {}").format(
                weekday_name(weekday, localizer), written_hours(new, weekday, localizer)
            )


def written_time_of(time: Interval, mine: MyTime, localizer: Localizer) -> str:
    """Return the start and the end."""
    start, end = (at.astimezone(mine.zone) for at in (time.start_at, time.end_at))
    until = localizer.time(end, mine.zone)
    if end.date() != start.date():
        until = f"{localizer.day(end.date())}, {until}"
    return f"{localizer.day(start.date())}, {localizer.time(start, mine.zone)} – {until}"


def _time_and_reason(time: Interval, reason: str, mine: MyTime, localizer: Localizer) -> Markup:
    why = one_line(reason, REASON_LIMIT) if reason else None
    return joined(written_time_of(time, mine, localizer), why)


def _weekday_line(mine: MyTime, weekday: int, localizer: Localizer) -> Markup:
    name = weekday_name(weekday, localizer, is_short=True)
    hours = written_hours(mine.week[weekday].hours, weekday, localizer)
    return Markup("{} {}").format(bold(name), hours)


def _list(heading: Markup, entries: Iterable[Markup]) -> Markup | None:
    shown: Sequence[Markup] = list(entries)
    if not shown:
        return None
    more = ["…"] if len(shown) > MOST_SHOWN else []
    return lines(heading, *shown[:MOST_SHOWN], *more)


def _weekday_rows(localizer: Localizer) -> Rows:
    return (
        tuple(
            Button(
                label(weekday_name(weekday, localizer, is_short=True)),
                tap=OpenWeekday(weekday=weekday),
            )
            for weekday in range(7)
        ),
    )


def _part_rows(localizer: Localizer) -> Rows:
    return (
        (
            Button(label(localizer.t("🌴 Days off")), tap=OpenDaysOff()),
            Button(label(localizer.t("⛔ Block time")), tap=OpenBlocks()),
        ),
    )


def _place_rows(mine: MyTime, localizer: Localizer) -> Rows:
    others = [place for place in mine.places if place.master_id != mine.place.master_id]
    return column(_place_button(place, localizer) for place in others)


def _place_button(place: Workplace, localizer: Localizer) -> Button:
    names = (
        localizer.name(name, NAME_ON_BUTTON) for name in (place.profile.location.name, place.name)
    )
    return Button(label(*names), tap=ShowTimeOf(master_id=place.master_id))


def _written_span(start: time, end: time, localizer: Localizer) -> str:
    return f"{written_time(start, localizer.locale)} – {written_time(end, localizer.locale)}"
