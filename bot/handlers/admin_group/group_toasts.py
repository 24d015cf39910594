"""What the bot says in a group: plain text."""

from bot.ui.localizer import Reader


def connected(reader: Reader) -> str:
    """The group is where the admins are told."""
    return reader.say(
        "This group is connected. Told here are new, moved, cancelled and missed visits, payments "
        "that failed, visits without an outcome, and digests. /disconnect ends it."
    ).unescape()


def disconnected(reader: Reader) -> str:
    """The group is no longer where the admins are told."""
    return reader.say(
        "This group is disconnected: nothing is told here any more. /connect begins again."
    ).unescape()


def not_connected(reader: Reader) -> str:
    """The group was not connected to begin with."""
    return reader.say("This group is not connected. /connect does it.").unescape()


def staff_only(reader: Reader) -> str:
    """Somebody who is not an admin writes a command, or taps a button."""
    return reader.say("Sorry, this is for our admins only.").unescape()


def old_button(reader: Reader) -> str:
    """A button was tapped that says nothing to us."""
    return reader.say("That button is no longer valid.").unescape()
