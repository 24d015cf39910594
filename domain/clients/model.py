import re
from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from domain.shared.identity import Identity
from domain.shared.ids import UserId
from domain.shared.names import clean_name

LANGUAGES = ("en", "de", "ru")
"""The fully supported languages; the first is the default."""


_REGION = re.compile("[a-z]{2}")


def spoken_language(telegram_code: str | None, otherwise: str = LANGUAGES[0]) -> str:
    """Return the language of a Telegram code (`de-AT`) if supported, else `otherwise`."""
    spoken = _subtags(telegram_code)[0]
    return spoken if spoken in LANGUAGES else otherwise


def region_of(telegram_code: str | None) -> str | None:
    """Return the region of a Telegram code, `GB` of `en-GB`, if there is one."""
    others = _subtags(telegram_code)[1:]
    return next((one.upper() for one in others if _REGION.fullmatch(one)), None)


def _subtags(telegram_code: str | None) -> list[str]:
    """Return the parts of a BCP 47 code in lower case: language, script, region, variants."""
    return (telegram_code or "").lower().replace("_", "-").split("-")


@dataclass(frozen=True, slots=True)
class TelegramProfile:
    """The sender of an update, as given by Telegram; the name may be empty."""

    telegram_id: int
    display_name: str
    language_code: str | None

    @property
    def region(self) -> str | None:
        """The region of the Telegram app's language: `GB` of `en-GB`."""
        return region_of(self.language_code)

    @classmethod
    def read(cls, telegram_id: int, name: str, language_code: str | None) -> Self:
        """Return the profile with a cleaned name."""
        return cls(telegram_id, clean_name(name), language_code)


@dataclass(frozen=True, slots=True)
class Client:
    """A user of the bot; without a `timezone` the location's is shown.

    `region` is an ISO 3166 code, which decides on clock, order of dates and first weekday.
    `is_unreachable` means that the last message to the user could not be delivered. The `phone`
    (E.164) is the one that they shared.
    """

    id: UserId
    telegram_id: int
    display_name: str
    language: str
    timezone: ZoneInfo | None
    identity: Identity
    is_unreachable: bool = False
    phone: str | None = None
    region: str | None = None
