"""Texts of errors in a group."""

from bot.errors.texts import ErrorText
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.staff.errors import GroupNotConnectedError

routes = Routes(
    errors={
        GroupNotConnectedError: ErrorText(
            gettext_noop(
                "<b>This group is not connected</b>\n\n"
                "Figures are told only where the admins are told. /connect does it."
            )
        ),
    }
)
