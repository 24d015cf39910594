"""The parts of a master's time, each with what can be changed about it."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from markupsafe import Markup

from bot.callbacks.my_time import (
    BlockNow,
    CloseWeekday,
    CopyWeekday,
    LiftBlock,
    TakeDayOff,
    UsualWeekday,
    WorkAfterAll,
)
from bot.handlers.my_time.my_time_view import (
    MOST_SHOWN,
    block_line,
    days_line,
    place_line,
    written_days,
    written_hours,
    written_time_of,
)
from bot.ui.layout import PageOf, choice, column, grid, page_line, page_row
from bot.ui.localizer import Reader
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import NAME_ON_BUTTON, bold, label, lines, paragraphs
from bot.ui.weekdays import weekday_name
from domain.my_time.get_my_time import DaysOff, MyTime
from domain.schedule.model import Hours
from domain.shared.time import DateRange

DAYS_AHEAD = 14
DAYS_IN_ROW = 4
BLOCKS_NOW_MINUTES = (30, 60, 120)


def render_weekday(mine: MyTime, weekday: int, reader: Reader) -> Screen:
    """Show the hours of a weekday."""
    day = mine.week[weekday]
    text = paragraphs(
        lines(bold(weekday_name(weekday, reader)), place_line(mine, reader)),
        reader.say("Now: {time}", time=bold(written_hours(day.hours, weekday, reader))),
        reader.say(
            "Write the hours, for example: {example}",
            example=reader.say("9:00-18:00, break 13:00-14:00"),
        ),
        reader.say("Hours that end before they begin go on into the night."),
    )
    return Screen(text, column(_weekday_acts(mine, weekday, reader)))


def render_days_off(mine: MyTime, number: int, reader: Reader) -> Screen:
    """Show the days to come, and a page of the days off."""
    page = PageOf.cut(mine.days_off, number, MOST_SHOWN)
    text = paragraphs(
        lines(reader.say("🌴 <b>Days off</b>"), place_line(mine, reader)),
        lines(*(days_line(days, reader) for days in page.items))
        or reader.say("There are none ahead."),
        page_line(page.number, page.pages, reader),
        reader.say("Tap a day to take it off, or to work on it after all."),
        reader.say(
            "Or write days, with a reason if you like: {example}", example="24.12.-26.12. …"
        ),
    )
    rows = (*_calendar(mine, reader), *_lifting_rows(page.items, reader))
    return Screen(text, (*rows, *page_row(page.number, page.pages, reader)))


def render_blocks(mine: MyTime, number: int, reader: Reader) -> Screen:
    """Show a page of the stretches of time that are taken away."""
    page = PageOf.cut(mine.blocks, number, MOST_SHOWN)
    text = paragraphs(
        lines(reader.say("⛔ <b>Block time</b>"), place_line(mine, reader)),
        lines(*(block_line(block, mine, reader) for block in page.items))
        or reader.say("Nothing is blocked."),
        page_line(page.number, page.pages, reader),
        reader.say("Tap how long you are away from now on."),
        reader.say(
            "Or write a time, with a reason if you like: {example}",
            example="24.12. 14:00-16:00 …",
        ),
    )
    lifting = column(
        Button(
            label("✖ " + written_time_of(block.time, mine, reader)),
            tap=LiftBlock(block_id=block.id),
            style=ButtonStyle.DANGER,
        )
        for block in page.items
    )
    pages = page_row(page.number, page.pages, reader)
    return Screen(text, (*_now_rows(mine, reader), *lifting, *pages))


def _weekday_acts(mine: MyTime, weekday: int, reader: Reader) -> Iterator[Button]:
    """Yield what else this weekday can be: closed, as usual, like another one."""
    day = mine.week[weekday]
    if day.hours is not None:
        yield Button(label(reader.say("🚪 Closed")), tap=CloseWeekday(weekday=weekday))
    if day.is_own and day.usual is not None:
        yield Button(
            label(_usual(mine, day.usual, weekday, reader)), tap=UsualWeekday(weekday=weekday)
        )
    told = {day.hours, None}
    for other in mine.week:
        if other.hours not in told:
            told.add(other.hours)
            name = weekday_name(other.weekday, reader, is_short=True)
            words = reader.say(
                "Like {weekday}: {hours}",
                weekday=name,
                hours=written_hours(other.hours, weekday, reader),
            )
            yield Button(label(words), tap=CopyWeekday(weekday=weekday, like=other.weekday))


def _usual(mine: MyTime, usual: Hours, weekday: int, reader: Reader) -> Markup:
    """Tell the usual hours of a weekday, and whose they are."""
    hours = written_hours(usual, weekday, reader)
    if mine.has_own_usual:
        return reader.say("My usual hours: {hours}", hours=hours)
    place = reader.name(mine.place.profile.location.name, NAME_ON_BUTTON)
    return reader.say("Like {place}: {hours}", place=place, hours=hours)


def _calendar(mine: MyTime, reader: Reader) -> Rows:
    off = {day for row in mine.days_off for day in row.days}
    days = DateRange(mine.today, mine.today + timedelta(days=DAYS_AHEAD - 1))
    buttons = []
    for day in days:
        ordinal = day.toordinal()
        tap = (
            WorkAfterAll(first=ordinal, last=ordinal) if day in off else TakeDayOff(ordinal=ordinal)
        )
        words = f"{reader.weekday(day)} {day.day}"
        buttons.append(choice(words, tap, is_chosen=day in off))
    return grid(buttons, DAYS_IN_ROW)


def _lifting_rows(rows: Iterable[DaysOff], reader: Reader) -> Rows:
    return column(
        Button(
            label("✖ " + written_days(row, reader)),
            tap=WorkAfterAll(first=row.days.first.toordinal(), last=row.days.last.toordinal()),
            style=ButtonStyle.DANGER,
        )
        for row in rows
    )


def _now_rows(mine: MyTime, reader: Reader) -> Rows:
    spans = tuple(
        Button(label(reader.duration(minutes)), tap=BlockNow(minutes=minutes))
        for minutes in BLOCKS_NOW_MINUTES
    )
    until = reader.say(
        "The rest of the day, until {time}", time=reader.time(mine.day_ends_at, mine.zone)
    )
    return (spans, (Button(label(until), tap=BlockNow(minutes=0)),))
