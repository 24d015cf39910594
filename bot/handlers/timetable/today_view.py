"""The visits of one of a master's days."""

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from bot.callbacks.timetable import ShowDay
from bot.callbacks.visit_card import OpenListedVisit
from bot.handlers.timetable.working_time_view import time_lines
from bot.ui.layout import PageOf, column, page_line, page_row
from bot.ui.localizer import Reader
from bot.ui.screen import Button, Screen
from bot.ui.text import (
    NAME_ON_BUTTON,
    TEXT_ON_LIST,
    bold,
    capitalized,
    joined,
    label,
    lines,
    one_line,
    paragraphs,
)
from bot.ui.visit.status import SHORT
from domain.shared.time import DAY
from domain.timetable.model import Timetable, TimetableDay, TimetableVisit
from domain.visit.model import BookingStatus

PAGE_SIZE = 12
MOST_PLACES = 8
"""The hours at more places than that are not told: a message has its limit."""

SIGNS = {
    BookingStatus.PENDING: "⏳",
    BookingStatus.RESCHEDULE_PROPOSED: "🔁",
    BookingStatus.COMPLETED: "✅",
    BookingStatus.NO_SHOW: "🚷",
}


def render_today(timetable: Timetable, page_number: int, reader: Reader) -> Screen:
    """Show the first day of the timetable: who comes next on top, what is over beneath."""
    now, day = timetable.now, timetable.days[0]
    ahead = [visit for visit in day.visits if not visit.is_over(now)]
    over = [visit for visit in day.visits if visit.is_over(now)]
    page = PageOf.cut([*ahead, *over], page_number, PAGE_SIZE)
    text = paragraphs(
        lines(_heading(timetable, reader), *_times(day, reader)),
        _empty_line(timetable, reader) if not ahead else None,
        *(_entry(visit, timetable, reader) for visit in page.items if visit in ahead),
        reader.say("<b>Over</b>") if ahead and over and page.items[-1] in over else None,
        *(_entry(visit, timetable, reader) for visit in page.items if visit in over),
        page_line(page.number, page.pages, reader),
    )
    rows = (
        *column(_button(visit, now, reader) for visit in page.items),
        *page_row(page.number, page.pages, reader),
        _turns(timetable, reader),
    )
    return Screen(text, rows)


def _signs(visit: TimetableVisit, now: datetime, reader: Reader) -> Markup | None:
    """Tell of a visit what makes it other than booked and still to come."""
    if visit.status in SIGNS:
        return Markup("{} {}").format(_sign(visit, now), reader.say(SHORT[visit.status]))
    if visit.is_over(now):
        return reader.say("❔ not marked yet")
    if visit.arrived_at is not None:
        return reader.say("👋 is here")
    if visit.is_missed:
        return reader.say("⚠️ you are away then")
    if visit.late:
        expected = reader.time(visit.start_at + visit.late, visit.zone)
        return reader.say("🕒 about {time}", time=expected)
    return None


def _heading(timetable: Timetable, reader: Reader) -> Markup:
    day = timetable.days[0].day
    written = capitalized(reader.full_day(day))
    if day == timetable.today:
        return reader.say("📋 <b>Today</b> · {day}", day=written)
    return Markup("📋 {}").format(bold(written))


def _times(day: TimetableDay, reader: Reader) -> Iterator[Markup]:
    places = len(day.times)
    for time in day.times[:MOST_PLACES]:
        if places > 1:
            yield bold(reader.name(time.workplace.profile.location.name, NAME_ON_BUTTON))
        yield time_lines(time, reader, places)
    if places > MOST_PLACES:
        yield Markup("…")


def _empty_line(timetable: Timetable, reader: Reader) -> Markup | None:
    """Say that nobody comes, where that is not plain from a list of who came."""
    day = timetable.days[0]
    if day.day < timetable.today:
        return None if day.visits else reader.say("Nobody came on this day.")
    if day.visits:
        return reader.say("Nobody else comes on this day.")
    if any(time.work for time in day.times):
        return reader.say("Nobody has booked this day yet.")
    return reader.say("Nobody comes on this day.")


def _entry(visit: TimetableVisit, timetable: Timetable, reader: Reader) -> Markup:
    services = ", ".join(reader.name(item.service_name) for item in visit.items)
    is_several = len(timetable.days[0].times) > 1
    return lines(
        joined(
            bold(_times_of(visit, reader)),
            one_line(visit.client_name, NAME_ON_BUTTON),
            _signs(visit, timetable.now, reader),
        ),
        joined(
            one_line(services, TEXT_ON_LIST),
            reader.name(visit.location.name, NAME_ON_BUTTON) if is_several else None,
        ),
    )


def _times_of(visit: TimetableVisit, reader: Reader) -> str:
    return f"{reader.time(visit.start_at, visit.zone)} – {reader.time(visit.end_at, visit.zone)}"


def _button(visit: TimetableVisit, now: datetime, reader: Reader) -> Button:
    time, sign = reader.time(visit.start_at, visit.zone), _sign(visit, now)
    words = label(
        f"{sign} {time}" if sign else time,
        one_line(visit.client_name, NAME_ON_BUTTON),
        reader.name(visit.items[0].service_name),
    )
    return Button(words, tap=OpenListedVisit(booking_id=visit.booking_id))


def _sign(visit: TimetableVisit, now: datetime) -> str:
    if visit.status in SIGNS:
        return SIGNS[visit.status]
    if visit.is_over(now):
        return "❔"
    if visit.arrived_at is not None:
        return "👋"
    return "⚠️" if visit.is_missed else ""


def _turns(timetable: Timetable, reader: Reader) -> tuple[Button, ...]:
    """Return the way to the days around, and from another day to today."""
    day, today = timetable.days[0].day, timetable.today
    before, after = day - DAY, day + DAY
    home = Button(label(reader.say("Today")), tap=ShowDay(ordinal=today.toordinal()))
    return (
        Button(
            label(f"‹ {capitalized(reader.day(before))}"), tap=ShowDay(ordinal=before.toordinal())
        ),
        *((home,) if day != today else ()),
        Button(
            label(f"{capitalized(reader.day(after))} ›"), tap=ShowDay(ordinal=after.toordinal())
        ),
    )
