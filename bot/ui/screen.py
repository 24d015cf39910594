from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from aiogram.filters.callback_data import CallbackData
from markupsafe import Markup


class ButtonStyle(StrEnum):
    """How Telegram colours a button; older clients show it plain."""

    PRIMARY = "primary"  # the next step
    SUCCESS = "success"  # what is chosen
    DANGER = "danger"  # what takes something away


@dataclass(frozen=True, slots=True)
class Button:
    """A button with exactly one effect: a tap for the bot, a link, or a text to copy."""

    label: str
    tap: CallbackData | None = None
    url: str | None = None
    copy_text: str | None = None
    style: ButtonStyle | None = None


Rows = tuple[tuple[Button, ...], ...]

CAPTION_LIMIT = 820
"""UTF-16 units beneath a picture: Telegram takes 1024, and a notice may come above the text."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees: Telegram's HTML, escaped where it holds anybody's words, and buttons.

    `picture` is a Telegram file id; the text beneath it has `CAPTION_LIMIT` units at most.
    """

    text: Markup
    rows: Rows = ()
    picture: str | None = None


def digest_of(screen: Screen) -> str:
    """Return a short word that two screens have in common only if they look the same."""
    return blake2b(repr(screen).encode(), digest_size=8).hexdigest()
