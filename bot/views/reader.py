"""Who reads a screen: the language, and how times and money are written in it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location
from babel.numbers import format_currency, get_currency_precision, get_currency_symbol
from babel.units import format_unit
from markupsafe import Markup

from bot.views.words import NAME_LIMIT, one_line
from domain.catalog.model import Label
from domain.shared.money import Money

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR


def say(text: str) -> str:
    """Mark an English text that a table holds for the catalogues; `Reader.say` turns it."""
    return text


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns keys and values into words of the reader's language.

    `say` and `say_many` take English texts, which are the keys of the catalogues; whatever is
    put into them is escaped unless it is `Markup` already.
    """

    language: str
    timezone: ZoneInfo | None
    translations: NullTranslations

    def say(self, text: str, /, **values: object) -> Markup:
        """Return the text in the reader's language, `{names}` filled in."""
        return Markup(self.translations.gettext(text)).format(**values)  # noqa: S704 - own texts

    def say_many(self, one: str, many: str, count: int, /, **values: object) -> Markup:
        """Return the plural form for `count`, which fills `{count}`."""
        text = self.translations.ngettext(one, many, count)
        return Markup(text).format(count=count, **values)  # noqa: S704 - own texts

    def name(self, words: Label, limit: int = NAME_LIMIT) -> str:
        """Return the business's own words on one line of at most `limit`, not yet escaped."""
        return one_line(words.in_language(self.language), limit)

    def day(self, day: date) -> str:
        """Return a day with its weekday, short: `Fri, Nov 27`."""
        return format_skeleton("MMMEd", day, locale=self.language)

    def full_day(self, day: date) -> str:
        """Return a day in full: `Friday, November 27, 2026`."""
        return format_date(day, "full", locale=self.language)

    def past_day(self, day: date) -> str:
        """Return a day with its weekday and year, short: `Fri, Nov 27, 2026`."""
        return format_skeleton("yMMMEd", day, locale=self.language)

    def month(self, day: date) -> str:
        """Return the month of a day with its year."""
        return format_skeleton("yMMMM", day, locale=self.language)

    def month_alone(self, day: date) -> str:
        """Return the month of a day."""
        return format_date(day, "LLLL", locale=self.language)

    def weekday(self, day: date) -> str:
        """Return the weekday of a day, short: `Fri`."""
        return format_date(day, "ccc", locale=self.language)

    def time(self, moment: datetime, zone: tzinfo) -> str:
        """Return the local time of a moment in a zone."""
        return format_time(moment.astimezone(zone), "short", tzinfo=zone, locale=self.language)

    def own_time(self, moment: datetime, zone: tzinfo) -> str | None:
        """Return the time in the reader's own zone, `None` where it is the same as in `zone`.

        Where it falls on another day than in `zone`, the weekday stands before it.
        """
        own = self.timezone
        if own is None or moment.astimezone(own).utcoffset() == moment.astimezone(zone).utcoffset():
            return None
        day = moment.astimezone(own).date()
        if day == moment.astimezone(zone).date():
            return self.time(moment, own)
        return f"{self.weekday(day)} {self.time(moment, own)}"

    def both_times(self, moment: datetime, zone: tzinfo) -> str:
        """Return the time in `zone`, the reader's own in brackets where it is another."""
        time, own = self.time(moment, zone), self.own_time(moment, zone)
        return f"{time} ({own})" if own else time

    def day_and_time(self, moment: datetime, zone: tzinfo | None = None) -> str:
        """Return day and time in `zone`, without one in the zone that the moment carries."""
        zone = zone or moment.tzinfo or UTC
        return f"{self.day(moment.astimezone(zone).date())}, {self.both_times(moment, zone)}"

    def city(self, zone: ZoneInfo) -> str:
        """Return the city that stands for a zone."""
        zones = Locale.parse(self.language).time_zones  # by CLDR's names, which stay for ever
        if city := zones.get(zone.key, {}).get("city"):
            return str(city)
        city = get_timezone_location(zone, locale=self.language, return_city=True)
        return city.rpartition("/")[2]  # "Argentina/Buenos Aires"

    def money(self, amount: Money) -> str:
        """Return an amount as the locale writes it, a whole one without its zeros: `€35`."""
        value = Decimal(amount.amount_minor).scaleb(-get_currency_precision(amount.currency))
        pattern = _money_pattern(self.language, amount.currency, is_whole=value == int(value))
        return format_currency(
            value,
            amount.currency,
            pattern,
            locale=self.language,
            currency_digits=value != int(value),
        )

    def duration(self, minutes: int) -> str:
        """Return a length of time, short: `1 hr 30 min`."""
        hours, rest = divmod(minutes, MINUTES_PER_HOUR)
        return self._units((hours, "hour"), (rest, "minute"), length="short")

    def span(self, minutes: int) -> str:
        """Return a length of time in full words: `24 hours`, `3 days`."""
        days, rest = divmod(minutes, MINUTES_PER_DAY)
        if days > 1 and not rest:
            return self._units((days, "day"), length="long")
        hours, rest = divmod(minutes, MINUTES_PER_HOUR)
        return self._units((hours, "hour"), (rest, "minute"), length="long")

    def _units(self, *parts: tuple[int, str], length: Literal["short", "long"]) -> str:
        told = [part for part in parts if part[0]] or parts[-1:]
        return " ".join(
            format_unit(amount, unit, length=length, locale=self.language) for amount, unit in told
        )


@lru_cache(maxsize=256)
def _money_pattern(language: str, currency: str, *, is_whole: bool) -> str:
    """Return the locale's pattern; a code of letters is kept apart from the number after it."""
    pattern: str = Locale.parse(language).currency_formats["standard"].pattern
    if get_currency_symbol(currency, language)[-1].isalpha():
        pattern = pattern.replace("¤#", "¤\N{NO-BREAK SPACE}#")
    return pattern.replace("0.00", "0") if is_whole else pattern
