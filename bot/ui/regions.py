"""What differs between the regions of a language: clock, order of dates, first weekday (CLDR)."""

from functools import lru_cache

from babel import Locale, localedata
from babel.core import UnknownLocaleError

WORLD = "001"
NO_REGION = "ZZ"
_cached = lru_cache(maxsize=1024)


@_cached
def locale_of(language: str, region: str | None) -> str:
    """Return the locale of a reader: `en_GB`.

    CLDR has no locale for most pairs, such as English in Japan. English is then that of the world
    (days before months), because English without a region is American; German and Russian differ
    little by region.
    """
    if not _is_known(region):
        return language
    pair = f"{language}_{region}"
    if localedata.exists(pair):
        return pair
    world = f"{language}_{WORLD}"
    return world if localedata.exists(world) else language


@_cached
def first_weekday_of(region: str | None) -> int:
    """Return the weekday with which weeks begin in a region; Monday is 0, and begins most."""
    try:
        return Locale.parse(f"und_{region if _is_known(region) else WORLD}").first_week_day
    except UnknownLocaleError:  # an island of few people
        return Locale.parse(f"und_{WORLD}").first_week_day


def _is_known(region: str | None) -> bool:
    return region != NO_REGION and region in Locale("en").territories
