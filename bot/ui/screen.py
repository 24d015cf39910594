from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from aiogram.filters.callback_data import CallbackData
from markupsafe import Markup


class ButtonStyle(StrEnum):
    """How Telegram colours a button; older clients show it plain."""

    PRIMARY = "primary"  # the next step
    SUCCESS = "success"  # a chosen option
    DANGER = "danger"  # a destructive step


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
"""UTF-16 units below a picture: Telegram allows 1024, and a toast may precede the text."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a user sees: Telegram's HTML, with texts of users escaped, and buttons.

    `picture` is a Telegram file id; the text below it has `CAPTION_LIMIT` units at most. With
    `contact_label`, a button under the text field shares the user's phone number.
    """

    text: Markup
    rows: Rows = ()
    picture: str | None = None
    contact_label: str = ""


def digest_of(screen: Screen) -> str:
    """Return a short hash; two screens share it only if they look the same."""
    return blake2b(repr(screen).encode(), digest_size=8).hexdigest()
