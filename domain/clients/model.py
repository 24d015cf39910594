from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from domain.shared.identity import Identity
from domain.shared.ids import UserId
from domain.shared.names import clean_name

LANGUAGES = ("en", "de", "ru")
"""The fully supported languages; the first is the default."""


def spoken_language(telegram_code: str | None, otherwise: str = LANGUAGES[0]) -> str:
    """Return the language of a Telegram code (`de-AT`) if supported, else `otherwise`."""
    spoken = (telegram_code or "").partition("-")[0]
    return spoken if spoken in LANGUAGES else otherwise


@dataclass(frozen=True, slots=True)
class TelegramProfile:
    """The sender of an update, as given by Telegram; the name may be empty."""

    telegram_id: int
    display_name: str
    language_code: str | None

    @classmethod
    def read(cls, telegram_id: int, name: str, language_code: str | None) -> Self:
        """Return the profile with a cleaned name."""
        return cls(telegram_id, clean_name(name), language_code)


@dataclass(frozen=True, slots=True)
class Client:
    """A user of the bot; without a `timezone` the location's is shown.

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
