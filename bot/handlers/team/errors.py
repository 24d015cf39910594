"""Texts of errors in a change of the team."""

from bot.errors.texts import ErrorText
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.staff.errors import (
    AdminOfSettingsError,
    InvitationExpiredError,
    InvitationUnknownError,
    InvitationUsedError,
    LastAdminError,
    MasterTakenError,
    MemberNotFoundError,
    OwnInvitationError,
    RoleHeldError,
)

routes = Routes(
    errors={
        InvitationUnknownError: ErrorText(
            gettext_noop(
                "<b>This invitation is not valid</b>\n\nPlease ask whoever sent it for a new one."
            )
        ),
        InvitationUsedError: ErrorText(
            gettext_noop(
                "<b>This invitation was used already</b>\n\n"
                "Each one serves once. Please ask whoever sent it for a new one."
            )
        ),
        InvitationExpiredError: ErrorText(
            gettext_noop(
                "<b>This invitation has expired</b>\n\nPlease ask whoever sent it for a new one."
            )
        ),
        OwnInvitationError: ErrorText(
            gettext_noop(
                "<b>This invitation is for somebody else</b>\n\n"
                "You made it yourself. Please forward the link to the person who is to join; "
                "it has not been used up."
            )
        ),
        RoleHeldError: ErrorText(
            gettext_noop(
                "<b>You have this role already</b>\n\n"
                "Nothing was changed: an invitation would still serve somebody else."
            )
        ),
        MasterTakenError: ErrorText(
            gettext_noop(
                "<b>Somebody works as this master already</b>\n\n"
                "Nothing was changed. The team shows who it is; an admin can change that there."
            )
        ),
        MemberNotFoundError: ErrorText(
            gettext_noop(
                "<b>Nobody has this role any more</b>\n\nThe team has changed in the meantime."
            )
        ),
        LastAdminError: ErrorText(
            gettext_noop(
                "<b>You are the only admin</b>\n\n"
                "Please invite another one first: somebody has to run the place."
            )
        ),
        AdminOfSettingsError: ErrorText(
            gettext_noop(
                "<b>This admin is named in the settings</b>\n\n"
                "Whoever runs the server can change that there."
            )
        ),
    }
)
