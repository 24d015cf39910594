"""Converts the buttons of a screen to Telegram's format."""

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.ui.screen import Button, Screen


def keyboard_of(screen: Screen) -> InlineKeyboardMarkup | None:
    """Return the keyboard; `None` if the screen has no buttons."""
    if not screen.rows:
        return None
    rows = [[_button(button) for button in row] for row in screen.rows]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=button.label,
        style=button.style,
        url=button.url,
        callback_data=button.tap.pack() if button.tap else None,
        copy_text=CopyTextButton(text=button.copy_text) if button.copy_text else None,
    )
