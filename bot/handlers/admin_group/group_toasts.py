"""What the bot says in a group: plain text."""

from bot.ui.localizer import Localizer


def connected(localizer: Localizer) -> str:
    """The group is where the admins are told."""
    return localizer.t(
        "This group is connected. Told here are new, moved, cancelled and missed visits, payments "
        "that failed, visits without an outcome, and digests. /disconnect ends it."
    ).unescape()


def disconnected(localizer: Localizer) -> str:
    """The group is no longer where the admins are told."""
    return localizer.t(
        "This group is disconnected: nothing is told here any more. /connect begins again."
    ).unescape()


def not_connected(localizer: Localizer) -> str:
    """The group was not connected to begin with."""
    return localizer.t("This group is not connected. /connect does it.").unescape()


def staff_only(localizer: Localizer) -> str:
    """Somebody who is not an admin writes a command, or taps a button."""
    return localizer.t("Sorry, this is for our admins only.").unescape()


def old_button(localizer: Localizer) -> str:
    """A button was tapped that says nothing to us."""
    return localizer.t("That button is no longer valid.").unescape()
