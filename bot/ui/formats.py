"""Times and money in the format of a locale, by Babel.

Babel parses its patterns at every call, which costs more than the rest of a screen. The values
are few, so results are cached.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location
from babel.numbers import format_currency, get_currency_symbol
from babel.units import format_unit

from bot.ui.text import one_line
from domain.clients.phones import shown_phone
from domain.shared.currencies import STARS, decimals_of
from domain.shared.money import Money

STAR = "⭐"
NO_CITY = "Etc/"
"""Zones of tzdata that are an offset, and no place."""
MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR

_cached = lru_cache(maxsize=4096)


@_cached
def written_date(day: date, pattern: str, language: str) -> str:
    """Write a day in one of the locale's own formats (`full`) or by a pattern of CLDR (`ccc`)."""
    return format_date(day, pattern, locale=language)


@_cached
def written_parts(day: date, skeleton: str, language: str) -> str:
    """Write some parts of a day, such as `MMMEd`, in the locale's order."""
    return format_skeleton(skeleton, day, locale=language)


@_cached
def written_time(local: time, language: str) -> str:
    """Write a time of day."""
    return format_time(local, "short", locale=language)


@_cached
def written_money(amount: Money, language: str) -> str:
    """Write an amount, without decimals if it is whole: `€35`.

    Decimals are those of the minor unit; Babel's are those usual for cash.
    """
    value = amount.decimal
    pattern: str = Locale.parse(language).currency_formats["standard"].pattern
    if amount.currency == STARS:
        pattern = pattern.replace("¤", STAR)
    elif get_currency_symbol(amount.currency, language)[-1].isalpha():
        pattern = pattern.replace("¤#", "¤\N{NO-BREAK SPACE}#")  # CHF 35, not CHF35
    decimals = 0 if value == int(value) else decimals_of(amount.currency)
    pattern = pattern.replace("0.00", f"0.{'0' * decimals}".rstrip("."))
    return format_currency(value, amount.currency, pattern, locale=language, currency_digits=False)


@_cached
def written_duration(minutes: int, language: str) -> str:
    """Write a length of time, short: `1 hr 30 min`."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    return _written_units(((hours, "hour"), (rest, "minute")), "short", language)


@_cached
def written_span(minutes: int, language: str) -> str:
    """Write a length of time in full words: `24 hours`, `3 days`."""
    days, rest = divmod(minutes, MINUTES_PER_DAY)
    if days > 1 and not rest:
        return _written_units(((days, "day"),), "long", language)
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    return _written_units(((hours, "hour"), (rest, "minute")), "long", language)


@_cached
def city_of(zone: ZoneInfo, language: str) -> str:
    """Return the city that stands for a zone."""
    if zone.key.startswith(NO_CITY):  # `Etc/GMT+5` is five hours behind
        offset = datetime(2000, 1, 1, tzinfo=zone).utcoffset() or timedelta()
        return f"UTC{_written_offset(offset)}"
    zones = Locale.parse(language).time_zones  # by CLDR's names, which never change
    for name in (zone.key, *_older_names().get(zone.key, ())):
        if city := zones.get(name, {}).get("city"):
            return str(city)
    city = get_timezone_location(zone, locale=language, return_city=True)
    return city.rpartition("/")[2]  # "Argentina/Buenos Aires"


@lru_cache(1)
def _older_names() -> dict[str, list[str]]:
    """Return the older names of zones: CLDR translates cities by them."""
    names: dict[str, list[str]] = {}
    for older, present in get_global("zone_aliases").items():
        names.setdefault(present, []).append(older)
    return names


def _written_offset(offset: timedelta) -> str:
    """Write an offset of whole hours: `+3`; nothing for UTC itself."""
    hours = round(offset / timedelta(hours=1))
    return f"{hours:+d}".replace("-", "\u2212") if hours else ""


def _written_units(
    parts: tuple[tuple[int, str], ...], length: Literal["short", "long"], language: str
) -> str:
    shown = [part for part in parts if part[0]] or parts[-1:]
    return " ".join(
        format_unit(amount, unit, length=length, locale=language) for amount, unit in shown
    )


PHONE_LIMIT = 32
"""More than E.164 in groups needs; a number from another source may be longer."""


def written_phone(phone: str) -> str:
    """Return a stored number in groups: `+49 170 1234567`."""
    return one_line(shown_phone(phone), PHONE_LIMIT)
