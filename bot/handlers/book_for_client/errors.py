"""Error texts for an admin who books for a client."""

from bot.errors.texts import ErrorText
from bot.errors.values import earliest, maintenance_text
from bot.navigation.routes import Routes
from bot.ui.localizer import gettext_noop
from domain.availability.policies import MaintenanceDenial, TooSoonDenial
from domain.clients.add_client import (
    ClientKnownError,
    ClientUnreadableError,
    NameUnclearError,
    PhoneInvalidError,
)
from domain.clients.get_client import ClientNotFoundError
from domain.visit.errors import SameTimeError, VisitNotActiveError, VisitNotFoundError
from domain.visit.policies import ClientBlockedDenial

routes = Routes(
    errors={
        ClientUnreadableError: ErrorText(
            gettext_noop(
                "<b>We could not read that</b>\n\n"
                "Please write a name, and perhaps a phone number after it."
            )
        ),
        NameUnclearError: ErrorText(
            gettext_noop(
                "<b>Is all of this the name?</b>\n\n"
                "Write only the name and the phone number. "
                "Anything else can go into the note later."
            )
        ),
        PhoneInvalidError: ErrorText(
            gettext_noop(
                "<b>This phone number does not exist</b>\n\n"
                "Please check it, or write it with + and the country code."
            )
        ),
        ClientKnownError: ErrorText(
            gettext_noop(
                "<b>Somebody has this phone number already</b>\n\n"
                "Please go back and choose them, or write another number."
            )
        ),
        ClientNotFoundError: ErrorText(
            gettext_noop(
                "<b>This client is not there any more</b>\n\nPlease go back and look "
                "for them again."
            )
        ),
    },
    errors_of_admins={
        ClientBlockedDenial: ErrorText(
            gettext_noop("<b>This client is blocked</b>\n\nNo visits can be booked for them.")
        ),
        MaintenanceDenial: ErrorText(
            gettext_noop(
                "<b>Maintenance is on</b>{text}\n\n"
                "Nothing can be booked or moved meanwhile, by us neither. /maintenance off ends it."
            ),
            maintenance_text,
        ),
        TooSoonDenial: ErrorText(
            gettext_noop(
                "<b>This time is over</b>\n\n"
                "The earliest is {earliest}. Please go back and choose a later time."
            ),
            earliest,
        ),
        SameTimeError: ErrorText(
            gettext_noop(
                "<b>The visit is at this time already</b>\n\n"
                "Nothing was changed. Please go back and choose another time."
            )
        ),
        VisitNotActiveError: ErrorText(
            gettext_noop(
                "<b>This visit can no longer be changed</b>\n\n"
                "It is over, was cancelled or waits for money. Its card shows where it stands."
            )
        ),
        VisitNotFoundError: ErrorText(
            gettext_noop("<b>There is no such visit</b>\n\nPlease go back.")
        ),
    },
)
