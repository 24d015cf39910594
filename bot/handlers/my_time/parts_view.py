"""The parts of a master's working time, each with its possible changes."""

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
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import NAME_ON_BUTTON, bold, label, lines, paragraphs
from bot.ui.weekdays import weekday_name
from domain.my_time.get_my_time import DaysOff, MyTime
from domain.schedule.model import Hours
from domain.shared.time import DateRange

DAYS_AHEAD = 14
DAYS_IN_ROW = 4
BLOCKS_NOW_MINUTES = (30, 60, 120)


def render_weekday(mine: MyTime, weekday: int, localizer: Localizer) -> Screen:
    """Show the hours of a weekday."""
    day = mine.week[weekday]
    text = paragraphs(
        lines(bold(weekday_name(weekday, localizer)), place_line(mine, localizer)),
        localizer.t("Now: {time}", time=bold(written_hours(day.hours, weekday, localizer))),
        localizer.t(
            "Write the hours, for example: {example}",
            example=localizer.t("9:00-18:00, break 13:00-14:00"),
        ),
        localizer.t("Hours that end before they begin go on into the night."),
    )
    return Screen(text, column(_weekday_acts(mine, weekday, localizer)))


def render_days_off(mine: MyTime, number: int, localizer: Localizer) -> Screen:
    """Show the next days, and a page of the days off."""
    page = PageOf.cut(mine.days_off, number, MOST_SHOWN)
    text = paragraphs(
        lines(localizer.t("🌴 <b>Days off</b>"), place_line(mine, localizer)),
        lines(*(days_line(days, localizer) for days in page.items))
        or localizer.t("There are none ahead."),
        page_line(page.number, page.pages, localizer),
        localizer.t("Tap a day to take it off, or to work on it after all."),
        localizer.t(
            "Or write days, with a reason if you like: {example}", example="24.12.-26.12. …"
        ),
    )
    rows = (*_calendar(mine, localizer), *_lifting_rows(page.items, localizer))
    return Screen(text, (*rows, *page_row(page.number, page.pages, localizer)))


def render_blocks(mine: MyTime, number: int, localizer: Localizer) -> Screen:
    """Show a page of the blocks."""
    page = PageOf.cut(mine.blocks, number, MOST_SHOWN)
    text = paragraphs(
        lines(localizer.t("⛔ <b>Block time</b>"), place_line(mine, localizer)),
        lines(*(block_line(block, mine, localizer) for block in page.items))
        or localizer.t("Nothing is blocked."),
        page_line(page.number, page.pages, localizer),
        localizer.t("Tap how long you are away from now on."),
        localizer.t(
            "Or write a time, with a reason if you like: {example}",
            example="24.12. 14:00-16:00 …",
        ),
    )
    lifting = column(
        Button(
            label("✖ " + written_time_of(block.time, mine, localizer)),
            tap=LiftBlock(block_id=block.id),
            style=ButtonStyle.DANGER,
        )
        for block in page.items
    )
    pages = page_row(page.number, page.pages, localizer)
    return Screen(text, (*_now_rows(mine, localizer), *lifting, *pages))


def _weekday_acts(mine: MyTime, weekday: int, localizer: Localizer) -> Iterator[Button]:
    """Yield the other choices for this weekday: closed, as usual, like another day."""
    day = mine.week[weekday]
    if day.hours is not None:
        yield Button(label(localizer.t("🚪 Closed")), tap=CloseWeekday(weekday=weekday))
    if day.is_own and day.usual is not None:
        yield Button(
            label(_usual(mine, day.usual, weekday, localizer)), tap=UsualWeekday(weekday=weekday)
        )
    offered = {day.hours, None}
    for other in mine.week:
        if other.hours not in offered:
            offered.add(other.hours)
            name = weekday_name(other.weekday, localizer, is_short=True)
            words = localizer.t(
                "Like {weekday}: {hours}",
                weekday=name,
                hours=written_hours(other.hours, weekday, localizer),
            )
            yield Button(label(words), tap=CopyWeekday(weekday=weekday, like=other.weekday))


def _usual(mine: MyTime, usual: Hours, weekday: int, localizer: Localizer) -> Markup:
    """Return the usual hours of a weekday, and whose they are."""
    hours = written_hours(usual, weekday, localizer)
    if mine.has_own_usual:
        return localizer.t("My usual hours: {hours}", hours=hours)
    place = localizer.name(mine.place.profile.location.name, NAME_ON_BUTTON)
    return localizer.t("Like {place}: {hours}", place=place, hours=hours)


def _calendar(mine: MyTime, localizer: Localizer) -> Rows:
    off = {day for row in mine.days_off for day in row.days}
    days = DateRange(mine.today, mine.today + timedelta(days=DAYS_AHEAD - 1))
    buttons = []
    for day in days:
        ordinal = day.toordinal()
        tap = (
            WorkAfterAll(first=ordinal, last=ordinal) if day in off else TakeDayOff(ordinal=ordinal)
        )
        words = f"{localizer.weekday(day)} {day.day}"
        buttons.append(choice(words, tap, is_chosen=day in off))
    return grid(buttons, DAYS_IN_ROW)


def _lifting_rows(rows: Iterable[DaysOff], localizer: Localizer) -> Rows:
    return column(
        Button(
            label("✖ " + written_days(row, localizer)),
            tap=WorkAfterAll(first=row.days.first.toordinal(), last=row.days.last.toordinal()),
            style=ButtonStyle.DANGER,
        )
        for row in rows
    )


def _now_rows(mine: MyTime, localizer: Localizer) -> Rows:
    spans = tuple(
        Button(label(localizer.duration(minutes)), tap=BlockNow(minutes=minutes))
        for minutes in BLOCKS_NOW_MINUTES
    )
    until = localizer.t(
        "The rest of the day, until {time}", time=localizer.time(mine.day_ends_at, mine.zone)
    )
    return (spans, (Button(label(until), tap=BlockNow(minutes=0)),))
