"""Answers of the bot in a group: plain text."""

from bot.ui.localizer import Localizer


def connected(localizer: Localizer) -> str:
    """The group receives the admins' notifications."""
    return localizer.t(
        "This group is connected. Told here are new, moved, cancelled and missed visits, payments "
        "that failed, visits without an outcome, and digests. /disconnect ends it."
    ).unescape()


def disconnected(localizer: Localizer) -> str:
    """The group no longer receives the admins' notifications."""
    return localizer.t(
        "This group is disconnected: nothing is told here any more. /connect begins again."
    ).unescape()


def not_connected(localizer: Localizer) -> str:
    """The group was not connected before."""
    return localizer.t("This group is not connected. /connect does it.").unescape()


def staff_only(localizer: Localizer) -> str:
    """A user who is not an admin sent a command, or tapped a button."""
    return localizer.t("Sorry, this is for our admins only.").unescape()


def old_button(localizer: Localizer) -> str:
    """An unknown button was tapped."""
    return localizer.t("That button is no longer valid.").unescape()
