"""A start and an end in one day: `9-18`, `9 to noon`, `с 10 утра до 8 вечера`."""

import re
from datetime import time

from bot.text_input.clock_times import (
    HALF_DAY,
    MIDNIGHT,
    ClockTime,
    PartOfDay,
    in_the_afternoon,
    take_part,
    take_time,
)
from bot.text_input.scanner import Scanner

TO = re.compile(r"-|(?:to|till|until|and|bis|und|до|по|и)\b", re.IGNORECASE)
_FROM = re.compile(r"(?:from|between|at|von|ab|um|zwischen|с|со|от|в)\b", re.IGNORECASE)
_ALL_DAY = re.compile(
    r"(?:24 ?/ ?7|24 ?(?:h|hours?|stunden|ч|часа|часов)|0 ?- ?24|all day(?: long)?|the whole day"
    r"|(?:a?round|around) the clock|rund um die uhr|ganztags|ganztägig|den ganzen tag"
    r"|круглосуточно|весь день|целый день|сутки)(?![\w:.])",
    re.IGNORECASE,
)


def take_span(scanner: Scanner, *, by_day_from: time = MIDNIGHT) -> tuple[time, time] | None:
    """Read a start and an end; two times of midnight are a whole day.

    If nothing says in which half of the day they are, `9 to 5` ends in the afternoon, and a
    start before `by_day_from` moves to the afternoon.
    """
    if scanner.take(_ALL_DAY):
        return MIDNIGHT, MIDNIGHT
    ahead = Scanner(scanner.rest)
    part = take_part(ahead)
    ahead.take(_FROM)
    first = take_time(ahead)
    if first is None or ahead.take(TO) is None:
        return None
    last = take_time(ahead)
    span = None if last is None else _resolved(first, last, part, by_day_from)
    if span is not None:
        scanner.rest = ahead.rest
    return span


def _resolved(
    first: ClockTime, last: ClockTime, part: PartOfDay | None, by_day_from: time
) -> tuple[time, time] | None:
    """Decide on which half of the day each of both is; `part` stands before them."""
    if first.is_open and last.is_open and part is None:
        return _by_day(first.at(), last.at(), by_day_from)
    start = first.at(part or _part_shared(first, last))
    end = last.at()
    if start is None or end is None:
        return None
    is_written_on_dial = first.hour <= HALF_DAY and (part or first.part or not first.is_open)
    if last.is_open and is_written_on_dial and end <= start < in_the_afternoon(end):
        end = in_the_afternoon(end)
    return start, end


def _by_day(start: time | None, end: time | None, from_: time) -> tuple[time, time] | None:
    if start is None or end is None:
        return None
    start = start if start >= from_ else in_the_afternoon(start)
    return start, end if end > start else in_the_afternoon(end)


def _part_shared(first: ClockTime, last: ClockTime) -> PartOfDay | None:
    """Return the part of the end if it is the start's as well: `1-5 pm`, `с 5 до 6 вечера`."""
    is_before = first.hour % HALF_DAY < last.hour % HALF_DAY
    return last.part if is_before and first.hour <= HALF_DAY else None
