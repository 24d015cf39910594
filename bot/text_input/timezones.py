"""Timezones as people ask for them: a city, a country, a name of tzdata, `UTC+5:45`."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from bot.text_input.scanner import plain
from domain.clients.model import LANGUAGES

_OFFSET = re.compile(
    r"(?:(?P<name>utc|gmt|z|мск|msk)\s?)?"
    r"(?:(?P<sign>[+-])\s?(?P<hours>[0-9]{1,2})(?:[:.]?(?P<minutes>[0-9]{2}))?)?\Z",
    re.IGNORECASE,
)
_MOSCOW = timedelta(hours=3)

_COUNTRY_ALIASES = {
    "US": "USA America США",
    "GB": "UK England Scotland Britain Англия Großbritannien",
    "AE": "UAE Emirates VAE Emirate ОАЭ Эмираты",
    "CZ": "Czech Republic Tschechische Republik",
    "NL": "Holland Голландия",
    "KR": "Korea Южная Корея",
    "TR": "Turkey Türkei Турция",
}
"""What people write and CLDR does not."""

NO_CITY = "Etc/"
UTC_ITSELF = "Etc/UTC"
NO_ZONES = frozenset({"Factory", "localtime"})
"""Names that stand for no place: a placeholder, and the zone of the machine."""

_MINUS = str.maketrans("\u2212", "-")


@dataclass(frozen=True, slots=True)
class _Zone:
    """A zone, and the folded words by which it is found."""

    key: str
    cities: frozenset[str]
    words: frozenset[str]


def find_zones(text: str, now: datetime, *, well_known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the names in tzdata of the zones that are meant, the best matches first.

    Of equally good ones, those in `well_known` come first.
    An offset means all zones that have it at this moment. An older name of a zone, such as
    `US/Eastern` or `Asia/Katmandu`, finds the zone by its present name.
    """
    typed = plain(text.translate(_MINUS))
    offset = _offset_of(typed)
    if offset is not None:
        same = (zone.key for zone in _zones() if ZoneInfo(zone.key).utcoffset(now) == offset)
        return tuple(sorted(same, key=lambda key: (_place_of(key), key not in well_known, key)))
    wanted = _folded(typed).split()
    if not wanted:
        return ()
    ranked = ((_rank(zone, wanted), zone.key not in well_known, zone.key) for zone in _zones())
    return tuple(key for *_, key in sorted(one for one in ranked if one[0] is not None))


def _place_of(key: str) -> int:
    """Return the place of a zone among those with one offset: UTC, then cities, then the rest."""
    return 0 if key == UTC_ITSELF else 2 if key.startswith(NO_CITY) else 1


def _rank(zone: _Zone, wanted: list[str]) -> int | None:
    """Return how well a zone matches, 0 is best; `None` if a word is not the start of any."""
    if " ".join(wanted) in zone.cities:
        return 0
    if any(city.startswith(" ".join(wanted)) for city in zone.cities):
        return 1
    if all(any(word.startswith(typed) for word in zone.words) for typed in wanted):
        return 3 if zone.key.startswith(NO_CITY) else 2
    return None


def _offset_of(typed: str) -> timedelta | None:
    found = _OFFSET.match(typed)
    if not typed or found is None:
        return None
    name = (found["name"] or "").casefold()
    base = _MOSCOW if name in {"мск", "msk"} else timedelta()
    minutes = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
    return base + timedelta(minutes=-minutes if found["sign"] == "-" else minutes)


@lru_cache(1)
def _zones() -> tuple[_Zone, ...]:
    """Return all zones of tzdata by their present names; takes some tenths of a second, once."""
    names: dict[str, set[str]] = {}
    available = available_timezones() - NO_ZONES
    for key in available:
        names.setdefault(_present_name(key, available), set()).add(key)
    return tuple(_zone(key, aliases) for key, aliases in sorted(names.items()))


def _present_name(key: str, available: set[str]) -> str:
    """Return the zone of which a name is another spelling; the same if CLDR knows none."""
    canonical = get_global("zone_aliases").get(key, key)
    return canonical if canonical in available else key


def _zone(key: str, aliases: set[str]) -> _Zone:
    spellings = {*aliases, key}
    cities = {_folded(name.rpartition("/")[2]) for name in spellings if "/" in name}
    countries = set()
    for language in LANGUAGES:
        locale = Locale.parse(language)
        cities |= {_folded(_city(name, locale)) for name in spellings}
        countries |= {locale.territories.get(one, "") for one in _territories(spellings)}
    countries |= {_COUNTRY_ALIASES.get(one, "") for one in _territories(spellings)}
    words = {*cities, *map(_folded, countries), *map(_folded, spellings)}
    return _Zone(key, frozenset(cities), frozenset(" ".join(words).split()))


def _city(key: str, locale: Locale) -> str:
    known = locale.time_zones.get(key, {}).get("city")
    return str(known or get_timezone_location(ZoneInfo(key), locale=locale, return_city=True))


def _territories(keys: set[str]) -> set[str]:
    by_zone = get_global("zone_territories")
    return {by_zone[key] for key in keys if key in by_zone}


def _folded(text: str) -> str:
    """Return words in lower case, without accents, divided by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    letters = (sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters).split())
