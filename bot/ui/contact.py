"""Asking for the user's own phone number, which Telegram confirms."""

from bot.ui.localizer import Localizer
from bot.ui.text import label


def contact_label(localizer: Localizer) -> str:
    """Return the words of the button that shares the number, or leads to it."""
    return label(localizer.t("📱 Share my phone number"))


def contact_text(localizer: Localizer) -> str:
    """Return what stands above the button under the text field."""
    return localizer.t("👇 The button is below the text field.").unescape()
