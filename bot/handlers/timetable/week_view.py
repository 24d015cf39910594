"""A master's week in words; the picture of it is `week_picture`."""

from collections.abc import Iterator
from datetime import timedelta

from markupsafe import Markup

from bot.callbacks.timetable import SendWeekPicture, ShowDay, ShowWeek
from bot.handlers.timetable.working_time_view import free_minutes, short_hours
from bot.ui.formats import written_parts
from bot.ui.layout import grid
from bot.ui.localizer import Reader
from bot.ui.screen import Button, Screen
from bot.ui.text import bold, capitalized, joined, label, lines, paragraphs
from domain.timetable.model import Timetable, TimetableDay

WEEK = timedelta(days=7)
DAYS_IN_ROW = 4


def render_week(timetable: Timetable, reader: Reader) -> Screen:
    """Show the hours of each day, how many come, and how much is free."""
    written = week_days(timetable, reader)
    heading = (
        reader.say("🗓 <b>This week</b> · {days}", days=written)
        if _is_this_week(timetable)
        else Markup("🗓 {}").format(bold(written))
    )
    text = paragraphs(heading, *(_entry(day, timetable, reader) for day in timetable.days))
    days = [_day_button(day, reader) for day in timetable.days]
    picture = Button(label(reader.say("🖼 As a picture")), tap=SendWeekPicture())
    turns = tuple(_turns(timetable, reader))
    return Screen(text, (*grid(days, DAYS_IN_ROW), (picture,), turns))


def week_days(timetable: Timetable, reader: Reader) -> str:
    """Return the first and the last day."""
    first, last = timetable.days[0].day, timetable.days[-1].day
    return f"{capitalized(reader.day(first))} – {reader.day(last)}"


def _is_this_week(timetable: Timetable) -> bool:
    return timetable.days[0].day <= timetable.today <= timetable.days[-1].day


def _entry(day: TimetableDay, timetable: Timetable, reader: Reader) -> Markup:
    is_today, free = day.day == timetable.today, free_minutes(day)
    count = len(day.visits)
    return lines(
        Markup("{}{}").format(
            Markup("👉 ") if is_today else "", bold(capitalized(reader.day(day.day)))
        ),
        short_hours(day, reader),
        joined(
            reader.say_many("{count} visit", "{count} visits", count) if count else None,
            reader.say("{time} free", time=reader.duration(free)) if free else None,
        )
        or None,
    )


def _day_button(day: TimetableDay, reader: Reader) -> Button:
    written = capitalized(written_parts(day.day, "Ed", reader.language))
    count = [str(len(day.visits))] if day.visits else []
    return Button(label(written, *count), tap=ShowDay(ordinal=day.day.toordinal()))


def _turns(timetable: Timetable, reader: Reader) -> Iterator[Button]:
    """Yield the way to the weeks around, and from another week to this one."""
    first, today = timetable.days[0].day, timetable.today
    before, after = (first - WEEK).toordinal(), (first + WEEK).toordinal()
    yield Button(label(reader.say("‹ Earlier")), tap=ShowWeek(ordinal=before))
    if not _is_this_week(timetable):
        yield Button(label(reader.say("This week")), tap=ShowWeek(ordinal=today.toordinal()))
    yield Button(label(reader.say("Later ›")), tap=ShowWeek(ordinal=after))
