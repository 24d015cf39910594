"""The language of a reader, and its formats for times and money."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.ui.formats import (
    city_of,
    written_date,
    written_duration,
    written_money,
    written_parts,
    written_span,
    written_time,
)
from bot.ui.regions import first_weekday_of, locale_of
from bot.ui.text import NAME_LIMIT, one_line
from domain.catalog.model import Label
from domain.shared.money import Money
from domain.shared.names import stand_in_number


def gettext_noop(text: str) -> str:
    """Mark an English text for the catalogues; `Localizer.t` translates it later."""
    return text


@dataclass(frozen=True, slots=True)
class Localizer:
    """Translates texts and formats values for one reader.

    `t` and `tn` take English texts, which are the keys of the catalogues; values are
    escaped unless they are `Markup`.
    """

    language: str
    timezone: ZoneInfo | None
    translations: NullTranslations
    region: str | None = None

    @property
    def locale(self) -> str:
        """The locale of dates and times: `en_GB`."""
        return locale_of(self.language, self.region)

    @property
    def first_weekday(self) -> int:
        """The weekday with which the reader's weeks begin; Monday is 0."""
        return first_weekday_of(self.region)

    def t(self, text: str, /, **values: object) -> Markup:
        """Return the text in the reader's language, `{names}` filled in."""
        return Markup(self.translations.gettext(text)).format(**values)  # noqa: S704 - own texts

    def tn(self, one: str, many: str, count: int, /, **values: object) -> Markup:
        """Return the plural form for `count`, which fills `{count}`."""
        text = self.translations.ngettext(one, many, count)
        return Markup(text).format(count=count, **values)  # noqa: S704 - own texts

    def name(self, words: Label, limit: int = NAME_LIMIT) -> str:
        """Return the business's own words on one line of at most `limit`, not yet escaped."""
        text = words.in_language(self.language)
        number = stand_in_number(text)
        return one_line(text, limit) if number is None else self.t("No. {number}", number=number)

    def person(self, name: str, limit: int = NAME_LIMIT) -> str:
        """Return a client's name on one line, not yet escaped; one who has none has a number."""
        number = stand_in_number(name)
        if number is None:
            return one_line(name, limit)
        return self.t("Client {number}", number=number)

    def money(self, amount: Money) -> str:
        """Return an amount: `€35`, `€35.50`."""
        return written_money(amount, self.language)

    def duration(self, minutes: int) -> str:
        """Return a length of time, short: `1 hr 30 min`."""
        return written_duration(minutes, self.language)

    def span(self, minutes: int) -> str:
        """Return a length of time in full words: `24 hours`, `3 days`."""
        return written_span(minutes, self.language)

    def city(self, zone: ZoneInfo) -> str:
        """Return the city that stands for a zone."""
        return city_of(zone, self.language)

    def day(self, day: date) -> str:
        """Return a day with its weekday, short: `Fri, Nov 27`."""
        return written_parts(day, "MMMEd", self.locale)

    def past_day(self, day: date) -> str:
        """Return a day with its weekday and year, short: `Fri, Nov 27, 2026`."""
        return written_parts(day, "yMMMEd", self.locale)

    def full_day(self, day: date) -> str:
        """Return a day in full: `Friday, November 27, 2026`."""
        return written_date(day, "full", self.locale)

    def month(self, day: date) -> str:
        """Return the month of a day with its year: `November 2026`."""
        return written_parts(day, "yMMMM", self.locale)

    def month_alone(self, day: date) -> str:
        """Return the month of a day."""
        return written_date(day, "LLLL", self.locale)

    def weekday(self, day: date) -> str:
        """Return the weekday of a day, short: `Fri`."""
        return written_date(day, "ccc", self.locale)

    def time(self, moment: datetime, zone: tzinfo) -> str:
        """Return the local time of a moment in a zone."""
        return written_time(moment.astimezone(zone).time(), self.locale)

    def own_time(self, moment: datetime, zone: tzinfo) -> str | None:
        """Return the time in the reader's own zone, `None` if it is the same as in `zone`.

        If it falls on another day than in `zone`, the weekday comes first.
        """
        own = self.timezone
        if own is None or moment.astimezone(own).utcoffset() == moment.astimezone(zone).utcoffset():
            return None
        day = moment.astimezone(own).date()
        if day == moment.astimezone(zone).date():
            return self.time(moment, own)
        return f"{self.weekday(day)} {self.time(moment, own)}"

    def both_times(self, moment: datetime, zone: tzinfo) -> str:
        """Return the time in `zone`, with the reader's own in brackets if it differs."""
        time, own = self.time(moment, zone), self.own_time(moment, zone)
        return f"{time} ({own})" if own else time

    def day_and_time(self, moment: datetime, zone: tzinfo | None = None) -> str:
        """Return day and time in `zone`, by default in the moment's own zone."""
        zone = zone or moment.tzinfo or UTC
        return f"{self.day(moment.astimezone(zone).date())}, {self.both_times(moment, zone)}"
