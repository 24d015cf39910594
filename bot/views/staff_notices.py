"""Short answers to the staff: plain text within Telegram's 200 characters."""

from bot.views.reader import Reader
from bot.views.words import notice


def role_lost(reader: Reader) -> str:
    """A screen of the staff was open before somebody who is none of them any more."""
    return notice(reader.say("This is for our staff only. Here is the menu."))


def marked(reader: Reader) -> str:
    """What became of a visit was written down."""
    return notice(reader.say("It is noted, thank you."))


def marked_before(reader: Reader) -> str:
    """What became of a visit was known."""
    return notice(reader.say("This visit was marked already. Here is how it stands."))
