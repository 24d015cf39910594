"""Readers, and what Telegram makes of a screen that they see."""

from zoneinfo import ZoneInfo

from bot.navigation.keyboard import keyboard_of
from bot.ui.catalogues import load_catalogues
from bot.ui.localizer import Localizer
from bot.ui.screen import CAPTION_LIMIT, Button, Screen
from demo.simulator.text.formatting import read_text
from demo.simulator.text.html_parser import utf16_length
from demo.simulator.text.markup import read_inline_keyboard
from tests.support.ids import ID

CATALOGUES = load_catalogues()
MAX_TEXT_UNITS = 4096


def localizer(
    language: str = "en", timezone: ZoneInfo | None = None, region: str | None = None
) -> Localizer:
    return Localizer(language, timezone, CATALOGUES[language], region)


def text_of(screen: Screen) -> str:
    """Return what is read: Telegram's strict parser takes the tags and refuses bad ones."""
    return read_text(screen.text, "HTML", None).text


def buttons_of(screen: Screen) -> list[Button]:
    return [button for row in screen.rows for button in row]


def labels_of(screen: Screen) -> list[str]:
    return [button.label for button in buttons_of(screen)]


def button(screen: Screen, label_part: str) -> Button:
    return next(button for button in buttons_of(screen) if label_part in button.label)


def assert_sendable(screen: Screen) -> None:
    """Check everything that Telegram would refuse, and that no id is shown."""
    text = text_of(screen)
    assert utf16_length(text) <= (CAPTION_LIMIT if screen.picture else MAX_TEXT_UNITS)
    read_inline_keyboard(keyboard_of(screen))
    shown = text + "\n".join(labels_of(screen))
    assert str(ID)[:6] not in shown
    assert "{" not in shown.replace("{name}", "")
