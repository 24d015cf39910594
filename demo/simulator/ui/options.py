from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

_LANGUAGES = {"en": "English", "ru": "Русский", "de": "Deutsch"}


@dataclass(frozen=True, slots=True)
class PageOptions:
    """Options of the page.

    Attributes:
        title: shown in the header and in the browser's tab.
        timezone: IANA name of the zone for displayed times; None is the browser's own.
        languages: the languages that people can choose in their Telegram, by code.
        notes: a short note about a chat ("client", "master"), by chat id.
        move_clock: moves the demo's clock forward; without it the header shows no clock buttons.
    """

    title: str = "Bookline"
    timezone: str | None = None
    languages: Mapping[str, str] = field(default_factory=lambda: dict(_LANGUAGES))
    notes: Mapping[int, str] = field(default_factory=dict)
    move_clock: Callable[[timedelta], Awaitable[None]] | None = None
