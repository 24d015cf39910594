"""Texts of errors in a change of working time."""

from bot.errors.texts import ErrorText
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.schedule.errors import (
    BreakOutsideError,
    CollisionsChangedError,
    NotOwnTimeError,
    TimeOverError,
    TimeTooFarError,
)

routes = Routes(
    errors={
        NotOwnTimeError: ErrorText(
            gettext_noop(
                "<b>This is somebody else's time</b>\n\nEverybody changes their own; "
                "admins can help."
            )
        ),
        TimeOverError: ErrorText(
            gettext_noop(
                "<b>That is over already</b>\n\n"
                "Nothing was changed. Please go back and choose a time that is still to come."
            )
        ),
        TimeTooFarError: ErrorText(
            gettext_noop(
                "<b>That is too long or too far ahead</b>\n\n"
                "A year at once is possible, and up to two years ahead. Nothing was changed."
            )
        ),
        BreakOutsideError: ErrorText(
            gettext_noop(
                "<b>The break does not fit into these hours</b>\n\n"
                "It has to lie between the beginning and the end. Nothing was changed."
            )
        ),
        CollisionsChangedError: ErrorText(
            gettext_noop(
                "<b>Somebody has booked in the meantime</b>\n\n"
                "Nothing was changed. Please go back and look again."
            )
        ),
    }
)
