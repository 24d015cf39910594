"""Texts of errors in a booking."""

from bot.errors.texts import ErrorText
from bot.errors.values import earliest, maintenance_text
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.availability.policies import (
    MaintenanceDenial,
    MoveTooSoonDenial,
    TooFarDenial,
    TooSoonDenial,
)
from domain.catalog.errors import (
    LocationNotFoundError,
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.visit.errors import SlotTakenError
from domain.visit.policies import ClientBlockedDenial, TooManyVisitsDenial

routes = Routes(
    errors={
        SlotTakenError: ErrorText(
            gettext_noop("<b>This time is no longer free</b>\n\nNothing was booked or changed.")
        ),
        LocationNotFoundError: ErrorText(
            gettext_noop(
                "<b>There is nothing to book here now</b>\n\n"
                "This place is closed or not set up yet. Please begin again from the menu."
            )
        ),
        ServiceNotFoundError: ErrorText(
            gettext_noop(
                "<b>This choice cannot be booked</b>\n\n"
                "The list has changed in the meantime. Please choose the services again."
            )
        ),
        ServiceSwitchedOffError: ErrorText(
            gettext_noop(
                "<b>{name} is no longer offered</b>\n\n"
                "It was taken off the list in the meantime. Please choose again."
            ),
            lambda error, localizer: {"name": localizer.name(error.name)},
        ),
        MasterNotFoundError: ErrorText(
            gettext_noop(
                "<b>This choice cannot be booked</b>\n\n"
                "The person you chose no longer does this service. Please choose somebody else."
            )
        ),
        MasterSwitchedOffError: ErrorText(
            gettext_noop(
                "<b>{name} takes no bookings at the moment</b>\n\nPlease choose somebody else."
            ),
            lambda error, localizer: {"name": localizer.name(error.name)},
        ),
        MaintenanceDenial: ErrorText(
            gettext_noop(
                "<b>We take no new bookings for the moment</b>{text}\n\n"
                "Your visits stand, and you can still see and cancel them. Please try again later."
            ),
            maintenance_text,
        ),
        TooSoonDenial: ErrorText(
            gettext_noop(
                "<b>That is too soon for us</b>\n\n"
                "We need a little time to prepare: the earliest you can book now is {earliest}. "
                "Please go back and choose a later time."
            ),
            earliest,
        ),
        MoveTooSoonDenial: ErrorText(
            gettext_noop(
                "<b>That is too near to move a visit to</b>\n\n"
                "The earliest you can move it to now is {earliest}. "
                "Please go back and choose a later time."
            ),
            earliest,
        ),
        TooFarDenial: ErrorText(
            gettext_noop(
                "<b>That is too far ahead</b>\n\n"
                "You can book up to {last_day}. Please go back and choose an earlier day."
            ),
            lambda error, localizer: {"last_day": localizer.full_day(error.last_day)},
        ),
        ClientBlockedDenial: ErrorText(
            gettext_noop(
                "<b>You cannot book here at the moment</b>\n\n"
                "We have switched off bookings for you. Please speak to us directly."
            )
        ),
        TooManyVisitsDenial: ErrorText(
            gettext_noop(
                "<b>You have as many visits ahead as one can have here</b>\n\n"
                "The limit is {limit}. Please come to one of them, or cancel one, "
                "before you book more."
            ),
            lambda error, _localizer: {"limit": error.max_upcoming},
        ),
    }
)
