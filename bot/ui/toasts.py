"""Short answers to taps and messages: plain text within Telegram's 200 characters."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.callbacks.booking import DayReason
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.text import toast

WORDS_OF_REASON = {
    DayReason.FULL: gettext_noop("No time is left on this day."),
    DayReason.OFF: gettext_noop("Nobody who could do this works on this day."),
    DayReason.HOLIDAY: gettext_noop("This is a public holiday."),
    DayReason.PAST: gettext_noop("This day is over."),
    DayReason.FAR: gettext_noop("This day is too far ahead to be booked yet."),
    DayReason.NO_DAY: gettext_noop("Please choose a day with a circle."),
}


def old_button(localizer: Localizer) -> str:
    """A button of an earlier screen was tapped."""
    return toast(localizer.t("That button is no longer valid. Here is where we are now."))


def bad_link(localizer: Localizer) -> str:
    """A deep link leads nowhere."""
    return toast(localizer.t("This link does not work any more. Here is the menu."))


def unknown_command(localizer: Localizer) -> str:
    """An unknown command was sent."""
    return toast(localizer.t("We do not know this command. Please use the buttons below."))


def text_unexpected(localizer: Localizer) -> str:
    """A text was sent where a button was expected."""
    return toast(localizer.t("Please use the buttons below: messages are not read here."))


def only_text(localizer: Localizer) -> str:
    """A photo, a sticker or the like was sent."""
    return toast(
        localizer.t("Sorry, we can only read text here, no pictures, stickers or voice messages.")
    )


def language_changed(localizer: Localizer) -> str:
    """The language was changed; the text is in the new language."""
    return toast(localizer.t("We speak English now."))


def timezone_changed(zone: ZoneInfo | None, now: datetime, localizer: Localizer) -> str:
    """The user has chosen a time zone, or `None`, that of the location."""
    if zone is None:
        return toast(localizer.t("Saved. We show our own times only."))
    city, time = localizer.city(zone), localizer.time(now, zone)
    return toast(localizer.t("Saved: {city}, where it is {time} now.", city=city, time=time))


def no_timezone_found(localizer: Localizer) -> str:
    """A search for a time zone has found none."""
    return toast(
        localizer.t("No match. Try a bigger city nearby, the country, or an offset like UTC+3.")
    )


def note_too_long(limit: int, localizer: Localizer) -> str:
    """A note is too long."""
    return toast(
        localizer.t("This note is too long: please use {limit} characters at most.", limit=limit)
    )


def too_many_services(limit: int, localizer: Localizer) -> str:
    """The user has ticked more services than a visit can have."""
    return toast(
        localizer.tn(
            "One visit can have {count} service at most.",
            "One visit can have {count} services at most.",
            limit,
        )
    )


def price_changed(localizer: Localizer) -> str:
    """The price has changed since it was shown."""
    return toast(
        localizer.t("The price has changed, so nothing was booked yet. Please look again.")
    )


def visit_booked(localizer: Localizer) -> str:
    """A visit was booked."""
    return toast(localizer.t("You are booked. See you soon!"))


def visit_moved(localizer: Localizer) -> str:
    """A visit has a new time."""
    return toast(localizer.t("Your visit is moved. See you then!"))


def visit_cancelled(localizer: Localizer) -> str:
    """A visit was cancelled."""
    return toast(localizer.t("Your visit is cancelled."))


def calendar_file(localizer: Localizer) -> str:
    """The caption of a file for the calendar."""
    return toast(localizer.t("Open the file, and your calendar knows about the visit."))


def try_again(localizer: Localizer) -> str:
    """A retryable error occurred before the user was identified."""
    return toast(
        localizer.t("A lot is going on right now, so nothing was changed. Please try again.")
    )


def too_many_updates(localizer: Localizer) -> str:
    """A user sends more than can be read."""
    return toast(localizer.t("That was a lot at once. Please wait a minute, then go on."))


def wait_for_telegram(localizer: Localizer) -> str:
    """Telegram limits our messages; the screen comes when it may."""
    return toast(localizer.t("Telegram is busy. Your screen comes in a moment."))


def storage_unavailable(localizer: Localizer) -> str:
    """The database does not answer."""
    return toast(
        localizer.t(
            "We cannot reach our calendar for a moment. Please try again soon; "
            "your visits show what is booked."
        )
    )


def money_is_here(localizer: Localizer) -> str:
    """A payment arrived, and could not be settled at once."""
    return toast(
        localizer.t("We have your payment. Give us a moment to book it: your visits will show it.")
    )


def money_without_visit(localizer: Localizer) -> str:
    """A payment arrived that fits no visit."""
    return toast(
        localizer.t(
            "We have your payment, but it fits none of your visits. "
            "We look into it, and come back to you."
        )
    )


def unforeseen_error(code: str, localizer: Localizer) -> str:
    """An unexpected error occurred; its code is in the log."""
    return toast(
        localizer.t(
            "Something went wrong on our side, we are sorry. Please try again. "
            "If it happens again, tell us the code {code}.",
            code=code,
        )
    )


def day_hint(reason: DayReason, localizer: Localizer) -> str:
    """Return why a cell of the calendar cannot be chosen."""
    return toast(localizer.t(WORDS_OF_REASON[reason]))


def maintenance_usage(localizer: Localizer) -> str:
    """How an admin turns maintenance on and off."""
    return toast(
        localizer.t(
            "Write /maintenance on to stop new bookings, with a text for your clients after it "
            "if you like; /maintenance off takes bookings again."
        )
    )


def maintenance_on(localizer: Localizer) -> str:
    """New bookings are refused from now on."""
    return toast(localizer.t("No new bookings from now on. /maintenance off ends it."))


def maintenance_off(localizer: Localizer) -> str:
    """New bookings are taken again."""
    return toast(localizer.t("Bookings are taken again."))


def digest_usage(localizer: Localizer) -> str:
    """How an admin asks for a digest."""
    return toast(
        localizer.t("Write /digest for yesterday's figures, or /digest week for seven days.")
    )


def contact_of_other(localizer: Localizer) -> str:
    """A contact was sent that is not the sender's own."""
    return toast(localizer.t("Only your own number counts. Profile asks for it with a button."))


def phone_saved(localizer: Localizer) -> str:
    """The user shared a number by which nobody is known."""
    return toast(localizer.t("Thank you. We have your number."))


def phone_unusable(localizer: Localizer) -> str:
    """The shared number cannot be dialled, such as one that Telegram rents out."""
    return toast(localizer.t("Sorry, this number cannot be called, so we cannot use it."))


def visits_found(localizer: Localizer) -> str:
    """The visits booked by phone were found by the shared number."""
    return toast(localizer.t("Thank you. Visits you booked by phone are here now."))
