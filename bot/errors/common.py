"""Texts of errors that several features raise."""

from bot.errors.texts import ErrorText, ErrorTexts
from bot.ui.localizer import gettext_noop
from domain.shared.denials import PolicyDenial
from domain.shared.errors import DomainError, RetryableError
from domain.shared.identity import RoleMissingError

COMMON_ERRORS: ErrorTexts = {
    DomainError: ErrorText(
        gettext_noop(
            "<b>That did not work</b>\n\nNothing was changed. Please go back and try again."
        )
    ),
    RetryableError: ErrorText(
        gettext_noop(
            "<b>A lot is going on right now</b>\n\n"
            "Others are booking at this very moment, so nothing was changed. Please try again."
        )
    ),
    PolicyDenial: ErrorText(
        gettext_noop(
            "<b>That is not possible</b>\n\n"
            "Our rules do not allow it. Please go back and choose something else."
        )
    ),
    RoleMissingError: ErrorText(
        gettext_noop(
            "<b>This is for our staff only</b>\n\nYour own visits and bookings are in the menu."
        )
    ),
}
