"""Texts of errors in a change of settings."""

from bot.errors.texts import ErrorText
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.clients.choose_language import UnknownLanguageError
from domain.clients.choose_timezone import UnknownTimezoneError
from domain.clients.claim_visits import NotYourNumberError

routes = Routes(
    errors={
        NotYourNumberError: ErrorText(
            gettext_noop(
                "<b>These visits can no longer be added</b>\n\n"
                "Somebody may have added them already. Please look at your visits."
            )
        ),
        UnknownLanguageError: ErrorText(
            gettext_noop(
                "<b>We do not speak this language yet</b>\n\nPlease choose one of the list."
            )
        ),
        UnknownTimezoneError: ErrorText(
            gettext_noop(
                "<b>We do not know this time zone</b>\n\nPlease choose a city of the list."
            )
        ),
    }
)
