"""Texts of errors about a master's clients."""

from bot.errors.texts import ErrorText
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.clients.own_clients import OwnClientNotFoundError

routes = Routes(
    errors={
        OwnClientNotFoundError: ErrorText(
            gettext_noop(
                "<b>There is no such client of yours</b>\n\n"
                "Your list shows who has had a visit with you, or will have one."
            )
        ),
    }
)
