"""Short answers about a visit: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Localizer
from bot.ui.text import toast


def attendance_confirmed(localizer: Localizer) -> str:
    """A client has confirmed attendance."""
    return toast(localizer.t("Thank you, we look forward to seeing you!"))


def visit_moved(localizer: Localizer) -> str:
    """A client has accepted the offered time."""
    return toast(localizer.t("Your visit is moved. See you then!"))


def time_unchanged(localizer: Localizer) -> str:
    """A client has declined an offered time."""
    return toast(localizer.t("Your visit stays as it was. See you then!"))


def time_unavailable(localizer: Localizer) -> str:
    """A client keeps a time at which no master is available."""
    return toast(
        localizer.t("Thank you. We cannot be there at that time, so we will get in touch with you.")
    )


def offer_sent(localizer: Localizer) -> str:
    """The staff have offered another time to a client."""
    return toast(localizer.t("The client is asked. The old time stays until there is an answer."))


def which_visit(localizer: Localizer) -> str:
    """How `/visit` is used."""
    return toast(localizer.t("Write /visit and the number of a visit."))


def no_such_number(localizer: Localizer) -> str:
    """The staff asked for a visit that does not exist, or that they may not see."""
    return toast(
        localizer.t(
            "There is no visit with this number for you to see. The number stands on the "
            "visit's card."
        )
    )


def cause_too_long(limit: int, localizer: Localizer) -> str:
    """A reason is too long."""
    return toast(localizer.t("Please use {limit} characters at most.", limit=limit))


def message_sent(localizer: Localizer) -> str:
    """A message about a visit was sent."""
    return toast(localizer.t("✉️ Your message is on its way."))


def message_too_long(limit: int, localizer: Localizer) -> str:
    """A message about a visit is too long."""
    return toast(
        localizer.t("This message is too long: please use {limit} characters at most.", limit=limit)
    )
