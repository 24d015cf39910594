from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

_LANGUAGES = {"en": "English", "ru": "Русский", "de": "Deutsch"}


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What the page shows besides the chats.

    Attributes:
        title: stands in the header and in the browser's tab.
        timezone: IANA name of the zone in which times are shown; None is the browser's own.
        languages: what people can set their Telegram to, by code.
        notes: a word about a chat ("client", "master"), by chat id.
        move_clock: moves the demo's clock forward; without it the header shows no clock buttons.
    """

    title: str = "Bookline"
    timezone: str | None = None
    languages: Mapping[str, str] = field(default_factory=lambda: dict(_LANGUAGES))
    notes: Mapping[int, str] = field(default_factory=dict)
    move_clock: Callable[[timedelta], Awaitable[None]] | None = None
