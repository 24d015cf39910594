"""A master's week as text; `week_picture_view` is its picture."""

from collections.abc import Iterator
from datetime import timedelta

from markupsafe import Markup

from bot.callbacks.timetable import SendWeekPicture, ShowDay, ShowWeek
from bot.handlers.timetable.working_time_view import free_minutes, short_hours
from bot.ui.formats import written_parts
from bot.ui.layout import grid
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Screen
from bot.ui.text import bold, capitalized, joined, label, lines, paragraphs
from domain.timetable.model import Timetable, TimetableDay

WEEK = timedelta(days=7)
DAYS_IN_ROW = 4


def render_week(timetable: Timetable, localizer: Localizer) -> Screen:
    """Show the hours, the number of visits and the free time of each day."""
    written = week_days(timetable, localizer)
    heading = (
        localizer.t("🗓 <b>This week</b> · {days}", days=written)
        if _is_this_week(timetable)
        else Markup("🗓 {}").format(bold(written))
    )
    text = paragraphs(heading, *(_entry(day, timetable, localizer) for day in timetable.days))
    days = [_day_button(day, localizer) for day in timetable.days]
    picture = Button(label(localizer.t("🖼 As a picture")), tap=SendWeekPicture())
    turns = tuple(_turns(timetable, localizer))
    return Screen(text, (*grid(days, DAYS_IN_ROW), (picture,), turns))


def week_days(timetable: Timetable, localizer: Localizer) -> str:
    """Return the first and the last day."""
    first, last = timetable.days[0].day, timetable.days[-1].day
    return f"{capitalized(localizer.day(first))} – {localizer.day(last)}"


def _is_this_week(timetable: Timetable) -> bool:
    return timetable.days[0].day <= timetable.today <= timetable.days[-1].day


def _entry(day: TimetableDay, timetable: Timetable, localizer: Localizer) -> Markup:
    is_today, free = day.day == timetable.today, free_minutes(day)
    count = len(day.visits)
    return lines(
        Markup("{}{}").format(
            Markup("👉 ") if is_today else "", bold(capitalized(localizer.day(day.day)))
        ),
        short_hours(day, localizer),
        joined(
            localizer.tn("{count} visit", "{count} visits", count) if count else None,
            localizer.t("{time} free", time=localizer.duration(free)) if free else None,
        )
        or None,
    )


def _day_button(day: TimetableDay, localizer: Localizer) -> Button:
    written = capitalized(written_parts(day.day, "Ed", localizer.locale))
    count = [str(len(day.visits))] if day.visits else []
    return Button(label(written, *count), tap=ShowDay(ordinal=day.day.toordinal()))


def _turns(timetable: Timetable, localizer: Localizer) -> Iterator[Button]:
    """Yield the buttons to the previous and next week, and to this week from another one."""
    first, today = timetable.days[0].day, timetable.today
    before, after = (first - WEEK).toordinal(), (first + WEEK).toordinal()
    yield Button(label(localizer.t("‹ Earlier")), tap=ShowWeek(ordinal=before))
    if not _is_this_week(timetable):
        yield Button(label(localizer.t("This week")), tap=ShowWeek(ordinal=today.toordinal()))
    yield Button(label(localizer.t("Later ›")), tap=ShowWeek(ordinal=after))
