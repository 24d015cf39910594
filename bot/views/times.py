from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from bot.callbacks import ChooseStart, minute_of
from bot.fsm.booking import BookingDraft
from bot.views.booking_lines import what_line
from bot.views.reader import Reader, say
from bot.views.rows import PageOf, column, grid, page_line, page_row
from bot.views.screen import Button, Screen
from bot.views.words import capitalized, label, lines, paragraphs
from domain.availability.list_start_times import DayTimes, StartOption

PAGE_SIZE = 48
TIMES_IN_ROW = 4
TIMES_OF_TWO_ZONES_IN_ROW = 2
EVENING_HOUR = 17
AFTERNOON_HOUR = 12

PARTS_OF_DAY = (
    say("🌅 <b>Morning:</b> {times}"),
    say("☀️ <b>Afternoon:</b> {times}"),
    say("🌙 <b>Evening:</b> {times}"),
)
MORNING, AFTERNOON, EVENING = range(len(PARTS_OF_DAY))

Group = tuple[int, bool]
"""The part of the day, and whether its starts leave a hole: those come last in their part."""


def render_times(times: DayTimes, draft: BookingDraft, page: int, reader: Reader) -> Screen:
    """Show the starts of a day, where there are none the nearest on other days."""
    if not times.options:
        return _render_none(times, draft, reader)
    grouped = sorted(
        ((_group(option, times), option) for option in times.options), key=itemgetter(0)
    )
    shown = PageOf.cut(grouped, page, PAGE_SIZE)
    starts = {
        group: [option.start_at for _, option in options]
        for group, options in groupby(shown.items, itemgetter(0))
    }
    text = paragraphs(
        lines(
            reader.say("🕒 <b>What time on {day}?</b>", day=reader.day(times.day)),
            what_line(times.plan, draft, reader),
        ),
        lines(*_parts(starts, times, reader)),
        _own_zone_line(shown.items[0][1].start_at, times, reader),
        page_line(shown.number, shown.pages, reader),
    )
    rows = (row for group in starts.values() for row in _rows(group, times, reader))
    return Screen(text, (*rows, *page_row(shown.number, shown.pages, reader)))


def _render_none(times: DayTimes, draft: BookingDraft, reader: Reader) -> Screen:
    zone = times.plan.profile.location.timezone
    text = paragraphs(
        lines(
            reader.say("🕒 <b>No free time on {day}</b>", day=reader.day(times.day)),
            what_line(times.plan, draft, reader),
        ),
        reader.say("These are the nearest free times. You can also go back to another day.")
        if times.alternatives
        else reader.say("Please go back and choose another day."),
    )
    buttons = (
        Button(
            label(capitalized(reader.day_and_time(start_at, zone))),
            tap=ChooseStart(minute=minute_of(start_at)),
        )
        for start_at in times.alternatives
    )
    return Screen(text, column(buttons))


def _group(option: StartOption, times: DayTimes) -> Group:
    local = option.start_at.astimezone(times.plan.profile.location.timezone)
    if local.date() > times.day or local.hour >= EVENING_HOUR:  # a night shift ends tomorrow
        return EVENING, option.leaves_hole
    return (AFTERNOON if local.hour >= AFTERNOON_HOUR else MORNING), option.leaves_hole


def _parts(
    starts: dict[Group, list[datetime]], times: DayTimes, reader: Reader
) -> Iterator[Markup]:
    """Say from when to when each part of the day has starts."""
    zone = times.plan.profile.location.timezone
    for part, words in enumerate(PARTS_OF_DAY):
        found = [
            start_at for group, all_ in starts.items() if group[0] == part for start_at in all_
        ]
        if found:
            ends = dict.fromkeys(reader.time(moment, zone) for moment in (min(found), max(found)))
            yield reader.say(words, times=" – ".join(ends))


def _own_zone_line(start_at: datetime, times: DayTimes, reader: Reader) -> Markup | None:
    zone = times.plan.profile.location.timezone
    if reader.timezone is None or reader.own_time(start_at, zone) is None:
        return None
    return reader.say("In brackets: your own time ({city}).", city=reader.city(reader.timezone))


def _rows(
    starts: Sequence[datetime], times: DayTimes, reader: Reader
) -> Iterator[tuple[Button, ...]]:
    zone = times.plan.profile.location.timezone
    has_two_zones = any(reader.own_time(start_at, zone) for start_at in starts)
    buttons = [
        Button(_label(start_at, times, reader), tap=ChooseStart(minute=minute_of(start_at)))
        for start_at in starts
    ]
    yield from grid(buttons, TIMES_OF_TWO_ZONES_IN_ROW if has_two_zones else TIMES_IN_ROW)


def _label(start_at: datetime, times: DayTimes, reader: Reader) -> str:
    """Write the time, the weekday before it after midnight, the reader's own in brackets."""
    zone = times.plan.profile.location.timezone
    written, day = reader.both_times(start_at, zone), start_at.astimezone(zone).date()
    return label(written if day == times.day else f"{reader.weekday(day)} {written}")
