from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.callbacks.booking import ChooseStart
from bot.callbacks.values import minute_of
from bot.fsm.booking import BookingDraft
from bot.ui.booking_lines import what_line
from bot.ui.layout import PageOf, column, grid, page_line, page_row
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.screen import Button, Screen
from bot.ui.text import capitalized, label, lines, paragraphs
from domain.availability.list_start_times import DayTimes, StartOption

PAGE_SIZE = 48
TIMES_IN_ROW = 4
TIMES_OF_TWO_ZONES_IN_ROW = 2
EVENING_HOUR = 17
AFTERNOON_HOUR = 12

PARTS_OF_DAY = (
    gettext_noop("🌅 <b>Morning:</b> {times}"),
    gettext_noop("☀️ <b>Afternoon:</b> {times}"),
    gettext_noop("🌙 <b>Evening:</b> {times}"),
)
MORNING, AFTERNOON, EVENING = range(len(PARTS_OF_DAY))


class _Start(NamedTuple):
    """A start, sorted for display: starts that leave a gap come last in their part of the day."""

    part: int
    leaves_hole: bool
    moment: datetime


def render_times(
    times: DayTimes, draft: BookingDraft, page: int, localizer: Localizer, *, client: str = ""
) -> Screen:
    """Show the starts of a day by parts of the day; if there are none, the nearest on other days.

    The staff choose for `client`.
    """
    if not times.options:
        return _render_none(times, draft, client, localizer)
    zone = times.plan.profile.location.timezone
    shown = PageOf.cut(sorted(_start(option, times) for option in times.options), page, PAGE_SIZE)
    has_own_times = any(localizer.own_time(start.moment, zone) for start in shown.items)
    text = paragraphs(
        lines(
            localizer.t("🕒 <b>What time on {day}?</b>", day=localizer.day(times.day)),
            what_line(times.plan, draft, localizer, client),
        ),
        lines(*_ranges(shown.items, zone, localizer)),
        _own_zone_line(localizer) if has_own_times else None,
        page_line(shown.number, shown.pages, localizer),
    )
    most_in_row = TIMES_OF_TWO_ZONES_IN_ROW if has_own_times else TIMES_IN_ROW
    rows = (
        row
        for _, starts in groupby(shown.items, attrgetter("part", "leaves_hole"))
        for row in grid([_button(start.moment, times, localizer) for start in starts], most_in_row)
    )
    return Screen(text, (*rows, *page_row(shown.number, shown.pages, localizer)))


def _render_none(times: DayTimes, draft: BookingDraft, client: str, localizer: Localizer) -> Screen:
    zone = times.plan.profile.location.timezone
    text = paragraphs(
        lines(
            localizer.t("🕒 <b>No free time on {day}</b>", day=localizer.day(times.day)),
            what_line(times.plan, draft, localizer, client),
        ),
        localizer.t("These are the nearest free times. You can also go back to another day.")
        if times.alternatives
        else localizer.t("Please go back and choose another day."),
    )
    buttons = (
        Button(
            label(capitalized(localizer.day_and_time(start_at, zone))),
            tap=ChooseStart(minute=minute_of(start_at)),
        )
        for start_at in times.alternatives
    )
    return Screen(text, column(buttons))


def _start(option: StartOption, times: DayTimes) -> _Start:
    local = option.start_at.astimezone(times.plan.profile.location.timezone)
    if local.date() > times.day or local.hour >= EVENING_HOUR:  # a night shift ends on the next day
        part = EVENING
    else:
        part = AFTERNOON if local.hour >= AFTERNOON_HOUR else MORNING
    return _Start(part, option.leaves_hole, option.start_at)


def _ranges(shown: Sequence[_Start], zone: ZoneInfo, localizer: Localizer) -> Iterator[Markup]:
    """Yield the first and last start of each part of the day."""
    for part, starts in groupby(shown, attrgetter("part")):
        moments = [start.moment.astimezone(UTC) for start in starts]
        ends = dict.fromkeys(localizer.time(end, zone) for end in (min(moments), max(moments)))
        yield localizer.t(PARTS_OF_DAY[part], times=" – ".join(ends))


def _own_zone_line(localizer: Localizer) -> Markup | None:
    if localizer.timezone is None:
        return None
    return localizer.t(
        "In brackets: your own time ({city}).", city=localizer.city(localizer.timezone)
    )


def _button(start_at: datetime, times: DayTimes, localizer: Localizer) -> Button:
    """Label with the time, its weekday if after midnight, and the reader's own in brackets."""
    zone = times.plan.profile.location.timezone
    written, day = localizer.both_times(start_at, zone), start_at.astimezone(zone).date()
    if day != times.day:
        written = f"{localizer.weekday(day)} {written}"
    return Button(label(written), tap=ChooseStart(minute=minute_of(start_at)))
