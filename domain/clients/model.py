from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.shared.identity import Identity
from domain.shared.ids import UserId

LANGUAGES = ("en", "de", "ru")
"""The languages that the chat speaks completely; the first serves everybody else."""


def spoken_language(telegram_code: str | None, otherwise: str = LANGUAGES[0]) -> str:
    """Return the language of somebody's Telegram (`de-AT`), if the chat speaks it."""
    spoken = (telegram_code or "").partition("-")[0]
    return spoken if spoken in LANGUAGES else otherwise


@dataclass(frozen=True, slots=True)
class TelegramProfile:
    """What Telegram says of the sender of an update."""

    telegram_id: int
    display_name: str
    language_code: str | None


@dataclass(frozen=True, slots=True)
class Client:
    """A person who uses the chat; without a `timezone` the location's is shown.

    Who `is_unreachable` took no message when one was last sent.
    """

    id: UserId
    telegram_id: int
    display_name: str
    language: str
    timezone: ZoneInfo | None
    identity: Identity
    is_unreachable: bool = False
