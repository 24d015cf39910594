from bot.callbacks.menu import ChooseLanguageTap
from bot.ui.layout import choice, column
from bot.ui.localizer import Reader
from bot.ui.screen import Screen
from domain.clients.model import LANGUAGES

LANGUAGE_NAMES = {"en": "English", "de": "Deutsch", "ru": "Русский"}


def render_languages(reader: Reader) -> Screen:
    """Offer the languages, each by its own name."""
    buttons = (
        choice(
            LANGUAGE_NAMES[language],
            ChooseLanguageTap(language=language),
            is_chosen=language == reader.language,
        )
        for language in LANGUAGES
    )
    return Screen(reader.say("🌐 <b>Which language shall we speak?</b>"), column(buttons))
