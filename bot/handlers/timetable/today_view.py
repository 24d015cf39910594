"""The visits of a master on one day."""

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from bot.callbacks.timetable import ShowDay
from bot.callbacks.visit_card import OpenListedVisit
from bot.handlers.timetable.working_time_view import time_lines
from bot.ui.layout import PageOf, column, page_line, page_row
from bot.ui.localizer import Localizer
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
"""The hours at further locations are omitted: messages have a limit."""

SIGNS = {
    BookingStatus.PENDING: "⏳",
    BookingStatus.RESCHEDULE_PROPOSED: "🔁",
    BookingStatus.COMPLETED: "✅",
    BookingStatus.NO_SHOW: "🚷",
}


def render_today(timetable: Timetable, page_number: int, localizer: Localizer) -> Screen:
    """Show the first day of the timetable: upcoming visits first, then past ones."""
    now, day = timetable.now, timetable.days[0]
    ahead = [visit for visit in day.visits if not visit.is_over(now)]
    over = [visit for visit in day.visits if visit.is_over(now)]
    page = PageOf.cut([*ahead, *over], page_number, PAGE_SIZE)
    text = paragraphs(
        lines(_heading(timetable, localizer), *_times(day, localizer)),
        _empty_line(timetable, localizer) if not ahead else None,
        *(_entry(visit, timetable, localizer) for visit in page.items if visit in ahead),
        localizer.t("<b>Over</b>") if ahead and over and page.items[-1] in over else None,
        *(_entry(visit, timetable, localizer) for visit in page.items if visit in over),
        page_line(page.number, page.pages, localizer),
    )
    rows = (
        *column(_button(visit, now, localizer) for visit in page.items),
        *page_row(page.number, page.pages, localizer),
        _turns(timetable, localizer),
    )
    return Screen(text, rows)


def _signs(visit: TimetableVisit, now: datetime, localizer: Localizer) -> Markup | None:
    """Return the status of a visit, unless it is simply booked and upcoming."""
    if visit.status in SIGNS:
        return Markup("{} {}").format(_sign(visit, now), localizer.t(SHORT[visit.status]))
    if visit.is_over(now):
        return localizer.t("❔ not marked yet")
    if visit.arrived_at is not None:
        return localizer.t("👋 is here")
    if visit.is_missed:
        return localizer.t("⚠️ you are away then")
    if visit.late:
        expected = localizer.time(visit.start_at + visit.late, visit.zone)
        return localizer.t("🕒 about {time}", time=expected)
    return None


def _heading(timetable: Timetable, localizer: Localizer) -> Markup:
    day = timetable.days[0].day
    written = capitalized(localizer.full_day(day))
    if day == timetable.today:
        return localizer.t("📋 <b>Today</b> · {day}", day=written)
    return Markup("📋 {}").format(bold(written))


def _times(day: TimetableDay, localizer: Localizer) -> Iterator[Markup]:
    places = len(day.times)
    for time in day.times[:MOST_PLACES]:
        if places > 1:
            yield bold(localizer.name(time.workplace.profile.location.name, NAME_ON_BUTTON))
        yield time_lines(time, localizer, places)
    if places > MOST_PLACES:
        yield Markup("…")


def _empty_line(timetable: Timetable, localizer: Localizer) -> Markup | None:
    """Return that no client comes, unless a list of past visits already shows it."""
    day = timetable.days[0]
    if day.day < timetable.today:
        return None if day.visits else localizer.t("Nobody came on this day.")
    if day.visits:
        return localizer.t("Nobody else comes on this day.")
    if any(time.work for time in day.times):
        return localizer.t("Nobody has booked this day yet.")
    return localizer.t("Nobody comes on this day.")


def _entry(visit: TimetableVisit, timetable: Timetable, localizer: Localizer) -> Markup:
    services = ", ".join(localizer.name(item.service_name) for item in visit.items)
    is_several = len(timetable.days[0].times) > 1
    return lines(
        joined(
            bold(_times_of(visit, localizer)),
            localizer.person(visit.client_name, NAME_ON_BUTTON),
            _signs(visit, timetable.now, localizer),
        ),
        joined(
            one_line(services, TEXT_ON_LIST),
            localizer.name(visit.location.name, NAME_ON_BUTTON) if is_several else None,
        ),
    )


def _times_of(visit: TimetableVisit, localizer: Localizer) -> str:
    return (
        f"{localizer.time(visit.start_at, visit.zone)} – {localizer.time(visit.end_at, visit.zone)}"
    )


def _button(visit: TimetableVisit, now: datetime, localizer: Localizer) -> Button:
    time, sign = localizer.time(visit.start_at, visit.zone), _sign(visit, now)
    words = label(
        f"{sign} {time}" if sign else time,
        localizer.person(visit.client_name, NAME_ON_BUTTON),
        localizer.name(visit.items[0].service_name),
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


def _turns(timetable: Timetable, localizer: Localizer) -> tuple[Button, ...]:
    """Return the buttons to the previous and next day, and to today from another day."""
    day, today = timetable.days[0].day, timetable.today
    before, after = day - DAY, day + DAY
    home = Button(label(localizer.t("Today")), tap=ShowDay(ordinal=today.toordinal()))
    return (
        Button(
            label(f"‹ {capitalized(localizer.day(before))}"),
            tap=ShowDay(ordinal=before.toordinal()),
        ),
        *((home,) if day != today else ()),
        Button(
            label(f"{capitalized(localizer.day(after))} ›"), tap=ShowDay(ordinal=after.toordinal())
        ),
    )
