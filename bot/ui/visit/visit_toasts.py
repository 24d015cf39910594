"""Short answers about a visit that stands: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Localizer
from bot.ui.text import toast


def attendance_confirmed(localizer: Localizer) -> str:
    """A client will come."""
    return toast(localizer.t("Thank you, we look forward to seeing you!"))


def visit_moved(localizer: Localizer) -> str:
    """A client has taken the time that was offered."""
    return toast(localizer.t("Your visit is moved. See you then!"))


def time_kept(localizer: Localizer) -> str:
    """A client has declined another time."""
    return toast(localizer.t("Your visit stays as it was. See you then!"))


def time_kept_in_vain(localizer: Localizer) -> str:
    """A client keeps a time at which nobody is there."""
    return toast(
        localizer.t("Thank you. We cannot be there at that time, so we will get in touch with you.")
    )


def offer_sent(localizer: Localizer) -> str:
    """A client is asked whether another time suits."""
    return toast(localizer.t("The client is asked. The old time stays until there is an answer."))


def which_visit(localizer: Localizer) -> str:
    """How a visit is opened by its number."""
    return toast(localizer.t("Write /visit and the number of a visit."))


def no_such_number(localizer: Localizer) -> str:
    """The staff ask for a visit that is not there, or not theirs."""
    return toast(
        localizer.t(
            "There is no visit with this number for you to see. The number stands on the "
            "visit's card."
        )
    )


def cause_too_long(limit: int, localizer: Localizer) -> str:
    """A reason does not fit."""
    return toast(localizer.t("Please use {limit} characters at most.", limit=limit))


def message_sent(localizer: Localizer) -> str:
    """What somebody wrote about a visit is on its way."""
    return toast(localizer.t("✉️ Your message is on its way."))


def message_too_long(limit: int, localizer: Localizer) -> str:
    """What somebody wrote about a visit does not fit."""
    return toast(
        localizer.t("This message is too long: please use {limit} characters at most.", limit=limit)
    )
