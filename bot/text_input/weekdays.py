"""Weekdays as people write them: `Friday`, `Fr.`, `в пятницу`."""

import re
from functools import lru_cache

from babel import Locale

from bot.text_input.scanner import Scanner, either_of
from domain.clients.model import LANGUAGES

_DECLINED = {
    "понедельника": 0,
    "вторника": 1,
    "среды": 2,
    "среду": 2,
    "четверга": 3,
    "пятницы": 4,
    "пятницу": 4,
    "субботы": 5,
    "субботу": 5,
    "воскресенья": 6,
}
"""Russian weekdays after `с` and `в`."""

_ALONE = r"(?:\.|(?=\s?(?:[,;:0-9-]|(?:to|bis|по|до|from|von|с)\b|\Z)))"
"""What follows a short name: `so` and `sun` are words of their own as well."""


def take_weekday(scanner: Scanner) -> int | None:
    """Read a weekday from the beginning of a text; Monday is 0."""
    names, pattern = _weekdays()
    found = scanner.take(pattern)
    return None if found is None else names[(found["name"] or found["short"]).casefold()]


@lru_cache(1)
def _weekdays() -> tuple[dict[str, int], re.Pattern[str]]:
    """Return the numbers of the weekdays by their names, and the pattern of a name."""
    full = {**_names("wide"), **_DECLINED, "sonnabend": 5}
    short = {**_names("abbreviated"), **_names("short"), "tues": 1, "thur": 3, "thurs": 3}
    pattern = rf"(?:(?P<name>{either_of((*full,))})\b|(?P<short>{either_of((*short,))})\b{_ALONE})"
    return {**short, **full}, re.compile(pattern, re.IGNORECASE)


def _names(width: str) -> dict[str, int]:
    return {
        name.rstrip(".").casefold(): number
        for language in LANGUAGES
        for names in Locale.parse(language).days.values()
        for number, name in names.get(width, {}).items()
    }
