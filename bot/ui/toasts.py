"""Short answers to taps and messages: plain text within Telegram's 200 characters."""

from bot.callbacks.booking import DayReason
from bot.ui.localizer import Reader, say
from bot.ui.text import notice

WORDS_OF_REASON = {
    DayReason.FULL: say("No time is left on this day."),
    DayReason.OFF: say("Nobody who could do this works on this day."),
    DayReason.HOLIDAY: say("This is a public holiday."),
    DayReason.PAST: say("This day is over."),
    DayReason.FAR: say("This day is too far ahead to be booked yet."),
    DayReason.NO_DAY: say("Please choose a day with a circle."),
}


def old_button(reader: Reader) -> str:
    """A button of an earlier screen was tapped."""
    return notice(reader.say("That button is no longer valid. Here is where we are now."))


def bad_link(reader: Reader) -> str:
    """A deep link leads nowhere."""
    return notice(reader.say("This link does not work any more. Here is the menu."))


def unknown_command(reader: Reader) -> str:
    """A command was sent that there is not."""
    return notice(reader.say("We do not know this command. Please use the buttons below."))


def text_unexpected(reader: Reader) -> str:
    """A text was sent where a button was expected."""
    return notice(reader.say("Please use the buttons below: messages are not read here."))


def only_text(reader: Reader) -> str:
    """A photo, a sticker or the like was sent."""
    return notice(
        reader.say("Sorry, we can only read text here, no pictures, stickers or voice messages.")
    )


def language_changed(reader: Reader) -> str:
    """Tell in the new language that it is spoken from now on."""
    return notice(reader.say("We speak English now."))


def timezone_changed(reader: Reader) -> str:
    """The reader's own zone was chosen."""
    return notice(reader.say("Your time zone is saved."))


def note_too_long(limit: int, reader: Reader) -> str:
    """A note does not fit."""
    return notice(
        reader.say("This note is too long: please use {limit} characters at most.", limit=limit)
    )


def too_many_services(limit: int, reader: Reader) -> str:
    """One more service than a visit can have was ticked."""
    return notice(
        reader.say_many(
            "One visit can have {count} service at most.",
            "One visit can have {count} services at most.",
            limit,
        )
    )


def price_changed(reader: Reader) -> str:
    """The price is no longer the one that was seen."""
    return notice(
        reader.say("The price has changed, so nothing was booked yet. Please look again.")
    )


def visit_booked(reader: Reader) -> str:
    """A visit was booked."""
    return notice(reader.say("You are booked. See you soon!"))


def visit_moved(reader: Reader) -> str:
    """A visit has a new time."""
    return notice(reader.say("Your visit is moved. See you then!"))


def visit_cancelled(reader: Reader) -> str:
    """A visit was cancelled."""
    return notice(reader.say("Your visit is cancelled."))


def calendar_file(reader: Reader) -> str:
    """The caption of a file for the calendar."""
    return notice(reader.say("Open the file, and your calendar knows about the visit."))


def try_again(reader: Reader) -> str:
    """Too much went on to even find out who speaks."""
    return notice(
        reader.say("A lot is going on right now, so nothing was changed. Please try again.")
    )


def money_is_here(reader: Reader) -> str:
    """Money came in, and could not be booked at once."""
    return notice(
        reader.say("We have your payment. Give us a moment to book it: your visits will show it.")
    )


def money_without_visit(reader: Reader) -> str:
    """Money came in that fits nothing that was asked for."""
    return notice(
        reader.say(
            "We have your payment, but it fits none of your visits. "
            "We look into it, and come back to you."
        )
    )


def unforeseen_error(code: str, reader: Reader) -> str:
    """Something failed that nobody foresaw; the code stands in the log."""
    return notice(
        reader.say(
            "Something went wrong on our side, we are sorry. Please try again. "
            "If it happens again, tell us the code {code}.",
            code=code,
        )
    )


def day_hint(reason: DayReason, reader: Reader) -> str:
    """Tell why a cell of the calendar cannot be chosen."""
    return notice(reader.say(WORDS_OF_REASON[reason]))


def maintenance_usage(reader: Reader) -> str:
    """How an admin turns maintenance on and off."""
    return notice(
        reader.say(
            "Write /maintenance on to stop new bookings, with a text for your clients after it "
            "if you like; /maintenance off takes bookings again."
        )
    )


def maintenance_on(reader: Reader) -> str:
    """New bookings are refused from now on."""
    return notice(reader.say("No new bookings from now on. /maintenance off ends it."))


def maintenance_off(reader: Reader) -> str:
    """New bookings are taken again."""
    return notice(reader.say("Bookings are taken again."))


def digest_usage(reader: Reader) -> str:
    """How an admin asks for a digest."""
    return notice(
        reader.say("Write /digest for yesterday's figures, or /digest week for seven days.")
    )
