"""Short answers about a master's own working time: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Localizer
from bot.ui.text import one_line, toast

WORDS_LIMIT = 40


def time_changed(localizer: Localizer) -> str:
    """Working time was changed; clients see it at once."""
    return toast(localizer.t("Done. Clients see it from this moment on."))


def booked_meanwhile(localizer: Localizer) -> str:
    """A client has booked since the screen was shown."""
    return toast(
        localizer.t("Somebody has booked in the meantime. Please look again: nothing changed yet.")
    )


def hours_unreadable(localizer: Localizer) -> str:
    """The text contains no working hours."""
    return toast(
        localizer.t(
            "I could not read these hours. Please write them like this: "
            "9:00-18:00, break 13:00-14:00"
        )
    )


def hours_unclear(words: str, localizer: Localizer) -> str:
    """Words after working hours are not understood."""
    return toast(
        localizer.t(
            "I don't understand “{words}”. Nothing was changed. Write only the hours and a break.",
            words=one_line(words, WORDS_LIMIT),
        )
    )


def time_unclear(words: str, localizer: Localizer) -> str:
    """Words after a time may belong to it, and are not understood."""
    return toast(
        localizer.t(
            "I don't understand “{words}”. Nothing was changed. "
            "Write one time, then a reason without times or numbers.",
            words=one_line(words, WORDS_LIMIT),
        )
    )


def days_unreadable(localizer: Localizer) -> str:
    """The text contains no day."""
    return toast(
        localizer.t(
            "I could not read these days. Please write them like this: 24.12. or 24.12.-26.12."
        )
    )


def block_unreadable(localizer: Localizer) -> str:
    """The text contains no period."""
    return toast(
        localizer.t(
            "I could not read this time. Please write it like this: 24.12. 14:00-16:00, "
            "or 14:00-16:00 for today."
        )
    )
