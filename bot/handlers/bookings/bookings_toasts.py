"""Short answers about the list of visits: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Localizer
from bot.ui.text import toast


def no_client_found(localizer: Localizer) -> str:
    """A search found no client."""
    return toast(
        localizer.t("Nobody is called so or has such a phone number. Please try a part of it.")
    )


def many_found(count: int, localizer: Localizer) -> str:
    """A search found more clients than the list can show."""
    return toast(
        localizer.t(
            "More than {count} people are found: these are the visits of the first of them. "
            "Please write more of the name.",
            count=count,
        )
    )


def no_days(localizer: Localizer) -> str:
    """The text is no day."""
    return toast(localizer.t("Please write days such as Dec 1, or Dec 1 - Dec 15."))
