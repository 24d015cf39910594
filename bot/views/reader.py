"""Who reads a screen: the language, and how times and money are written in it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, get_currency_precision
from babel.units import format_unit
from markupsafe import Markup

from domain.catalog.model import Label
from domain.shared.money import Money

MINUTES_PER_HOUR = 60


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

    def name(self, label: Label) -> str:
        """Return the business's own words, not yet escaped."""
        return label.in_language(self.language)

    def day(self, day: date) -> str:
        """Return a day with its weekday: `Fri, 27 November`."""
        return format_skeleton("MMMMEd", day, locale=self.language)

    def month(self, day: date) -> str:
        """Return the month of a day with its year."""
        return format_skeleton("yMMMM", day, locale=self.language)

    def weekday(self, day: date) -> str:
        """Return the weekday of a day as short as can be."""
        return format_date(day, "EEEEEE", locale=self.language)

    def time(self, moment: datetime, zone: ZoneInfo) -> str:
        """Return the local time of a moment in a zone."""
        return format_time(moment.astimezone(zone), "short", tzinfo=zone, locale=self.language)

    def own_time(self, moment: datetime, zone: ZoneInfo) -> str | None:
        """Return the time in the reader's own zone, `None` where it is the same as in `zone`."""
        own = self.timezone
        if own is None or moment.astimezone(own).utcoffset() == moment.astimezone(zone).utcoffset():
            return None
        return self.time(moment, own)

    def money(self, amount: Money) -> str:
        """Return an amount as the locale writes it."""
        value = Decimal(amount.amount_minor).scaleb(-get_currency_precision(amount.currency))
        return format_currency(value, amount.currency, locale=self.language)

    def duration(self, minutes: int) -> str:
        """Return a length of time: `1 hr 30 min`."""
        hours, rest = divmod(minutes, MINUTES_PER_HOUR)
        parts = [(hours, "hour"), (rest, "minute")]
        words = [
            format_unit(amount, unit, length="short", locale=self.language)
            for amount, unit in parts
            if amount
        ]
        return " ".join(words)
