"""Texts of errors in a refund."""

from bot.errors.texts import ErrorText
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.payments.errors import ProviderUnknownError, RefundImpossibleError

routes = Routes(
    errors={
        RefundImpossibleError: ErrorText(
            gettext_noop(
                "<b>This money cannot go back by itself</b>\n\nOne of us has to send it by hand."
            )
        ),
        ProviderUnknownError: ErrorText(
            gettext_noop(
                "<b>This payment service is not in use any more</b>\n\n"
                "Please speak to us directly, and we settle it together."
            )
        ),
    }
)
