"""Short answers about the list of visits: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Reader
from bot.ui.text import notice


def nobody_found(reader: Reader) -> str:
    """A search found no client."""
    return notice(
        reader.say("Nobody is called so or has such a phone number. Please try a part of it.")
    )


def many_found(count: int, reader: Reader) -> str:
    """A search found more clients than can be listed."""
    return notice(
        reader.say(
            "More than {count} people are found: these are the visits of the first of them. "
            "Please write more of the name.",
            count=count,
        )
    )


def no_days(reader: Reader) -> str:
    """What was written is no day."""
    return notice(reader.say("Please write days such as Dec 1, or Dec 1 - Dec 15."))
