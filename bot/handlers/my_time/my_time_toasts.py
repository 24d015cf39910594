"""Short answers about a master's own working time: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Reader
from bot.ui.text import notice


def time_changed(reader: Reader) -> str:
    """Working time is changed, and clients find it so."""
    return notice(reader.say("Done. Clients see it from this moment on."))


def booked_meanwhile(reader: Reader) -> str:
    """A client has booked between the look and the tap."""
    return notice(
        reader.say("Somebody has booked in the meantime. Please look again: nothing changed yet.")
    )


def hours_unreadable(reader: Reader) -> str:
    """A text that is no working hours."""
    return notice(
        reader.say(
            "I could not read these hours. Please write them like this: "
            "9:00-18:00, break 13:00-14:00"
        )
    )


def days_unreadable(reader: Reader) -> str:
    """A text that is no day."""
    return notice(
        reader.say(
            "I could not read these days. Please write them like this: 24.12. or 24.12.-26.12."
        )
    )


def block_unreadable(reader: Reader) -> str:
    """A text that is no stretch of time."""
    return notice(
        reader.say(
            "I could not read this time. Please write it like this: 24.12. 14:00-16:00, "
            "or 14:00-16:00 for today."
        )
    )
