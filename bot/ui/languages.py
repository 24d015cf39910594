from bot.callbacks.profile import ChooseLanguageTap
from bot.ui.layout import choice, column
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from domain.clients.model import LANGUAGES

LANGUAGE_NAMES = {"en": "English", "de": "Deutsch", "ru": "Русский"}


def render_languages(localizer: Localizer) -> Screen:
    """Offer the languages, each by its own name."""
    buttons = (
        choice(
            LANGUAGE_NAMES[language],
            ChooseLanguageTap(language=language),
            is_chosen=language == localizer.language,
        )
        for language in LANGUAGES
    )
    return Screen(localizer.t("🌐 <b>Which language shall we speak?</b>"), column(buttons))
