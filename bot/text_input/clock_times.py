"""Times of day as people write them: `14:30`, `9`, `noon`, `6 in the evening`, `8 вечера`."""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.text_input.scanner import Scanner

HOURS_PER_DAY = 24
HALF_DAY = 12
MINUTES_PER_HOUR = 60
MIDNIGHT = time()

DIGITS_OF_FULL_TIME = 4
COMPACT_STEP_MINUTES = 5
"""Four digits with other minutes are more likely to be a year, or something else."""


class PartOfDay(StrEnum):
    """The words that say in which half of the day an hour lies."""

    AM = "am"
    PM = "pm"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


_HOURS: dict[PartOfDay, frozenset[int]] = {
    PartOfDay.AM: frozenset(range(HALF_DAY)),
    PartOfDay.PM: frozenset(range(HALF_DAY, HOURS_PER_DAY)),
    PartOfDay.MORNING: frozenset(range(1, HALF_DAY)),
    PartOfDay.AFTERNOON: frozenset(range(HALF_DAY, 19)),
    PartOfDay.EVENING: frozenset(range(16, HOURS_PER_DAY)),
    PartOfDay.NIGHT: frozenset((*range(6), *range(21, HOURS_PER_DAY))),
}

_GERMAN_DAY = (
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|(?:mo|di|mi|do|fr|sa|so)\b"
    r"|abend|morgen|vormittag|nachmittag|wochenende|[0-9]"
)
"""After `am` these make it the German word: `14-16 am Montag`."""

_PARTS = {
    PartOfDay.AM: rf"a\.m\b\.?|am\b\.?(?! (?:{_GERMAN_DAY}))",
    PartOfDay.PM: r"p\.?m\b\.?",
    PartOfDay.MORNING: (
        r"(?:(?:in the|this) )?morning|morgens|früh|(?:am )?vormittags?|am morgen|утра|утром"
    ),
    PartOfDay.AFTERNOON: (
        r"(?:(?:in the|this) )?afternoon|(?:am )?nachmittags?|mittags|дня|дн[её]м|после обеда"
    ),
    PartOfDay.EVENING: r"(?:(?:in the|this) )?evening|tonight|(?:am )?abends?|вечера|вечером",
    PartOfDay.NIGHT: r"(?:at )?night|in der nacht|nachts?|ночи|ночью",
}
_ANY_PART = "|".join(f"(?P<{part}>{words})" for part, words in _PARTS.items())
_PART = re.compile(rf"(?:{_ANY_PART})(?!\w)", re.IGNORECASE)
_TIME = re.compile(
    r"(?:(?:12 ?)?(?P<noon>noon|midday|mittag|полдень|полудня)"
    r"|(?:12 ?|0 ?)?(?P<midnight>midnight|mitternacht|полночь|полуночи)"
    r"|(?P<compact>[0-9]{3,4})(?![0-9:.])"
    r"|(?P<hour>[0-9]{1,2})(?:(?:[:.]| ?h ?)(?P<minute>[0-9]{2}))?(?![0-9]))"
    r"(?: ?(?:uhr|h|o'clock|ч|час|часа|часов)\b\.?)?"
    rf"(?: ?(?:{_ANY_PART}))?(?![^\W\d_]|\. ?[0-9])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time as written; `is_open` if nothing says in which half of the day it is."""

    hour: int
    minute: int
    part: PartOfDay | None
    is_open: bool

    def at(self, part: PartOfDay | None = None) -> time | None:
        """Return the time, in this part of the day if none is written; `None` if there is none."""
        part = self.part or part
        if self.minute >= MINUTES_PER_HOUR or self.hour > HOURS_PER_DAY:
            return None
        if self.hour == HOURS_PER_DAY:
            return MIDNIGHT if self.minute == 0 and part in {None, PartOfDay.NIGHT} else None
        hours = {self.hour} if part is None else self._hours() & _HOURS[part]
        if part in {PartOfDay.AM, PartOfDay.PM} and not 1 <= self.hour <= HALF_DAY:
            return None
        return time(hours.pop(), self.minute) if hours else None

    def _hours(self) -> set[int]:
        """Return the hours that are written so on one dial or the other."""
        is_on_dial = 1 <= self.hour <= HALF_DAY
        on_dial = self.hour % HALF_DAY
        return {on_dial, on_dial + HALF_DAY} if is_on_dial else {self.hour}


def take_part(scanner: Scanner) -> PartOfDay | None:
    """Read a part of the day from the beginning of a text."""
    found = scanner.take(_PART)
    return None if found is None else _part_of(found)


def take_time(scanner: Scanner) -> ClockTime | None:
    """Read a time of day from the beginning of a text."""
    ahead = Scanner(scanner.rest)
    found = ahead.take(_TIME)
    written = None if found is None else _written(found)
    if written is not None:
        scanner.rest = ahead.rest
    return written


def in_the_afternoon(at: time) -> time:
    """Return the same place of the dial, in the afternoon."""
    return at.replace(hour=at.hour % HALF_DAY + HALF_DAY)


def _written(found: re.Match[str]) -> ClockTime | None:
    part = _part_of(found)
    if found["noon"]:
        return ClockTime(HALF_DAY, 0, None, is_open=False)
    if found["midnight"]:
        return ClockTime(0, 0, None, is_open=False)
    digits = found["compact"]
    if digits:
        hour, minute = divmod(int(digits), 100)
        if minute % COMPACT_STEP_MINUTES:
            return None
        is_open = part is None and len(digits) < DIGITS_OF_FULL_TIME
        return ClockTime(hour, minute, part, is_open)
    hour = int(found["hour"])
    is_open = part is None and not found["hour"].startswith("0") and hour <= HALF_DAY
    return ClockTime(hour, int(found["minute"] or 0), part, is_open)


def _part_of(found: re.Match[str]) -> PartOfDay | None:
    return next((part for part in PartOfDay if found[part]), None)
