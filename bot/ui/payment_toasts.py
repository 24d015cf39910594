"""Short answers about money: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Localizer
from bot.ui.text import toast


def invoice_sent(localizer: Localizer) -> str:
    """The invoice was sent below the card."""
    return toast(localizer.t("The time is held for you. Please pay the invoice below."))


def invoice_not_sent(localizer: Localizer) -> str:
    """The provider did not answer, or refused."""
    return toast(
        localizer.t(
            "The payment service does not answer, so there is no invoice yet. Nothing was "
            "charged, and your time is held: please try again."
        )
    )


def hold_over(localizer: Localizer) -> str:
    """A client tries to pay for a hold that has expired."""
    return toast(localizer.t("The time for paying is over. You can book again."))


def already_paid(localizer: Localizer) -> str:
    """A client tries to pay for a visit that is paid already."""
    return toast(localizer.t("This visit is paid for already. Nothing more is to be paid now."))


def cancelled_with_refund(localizer: Localizer) -> str:
    """A visit was cancelled with a refund."""
    return toast(localizer.t("Your visit is cancelled, and your money goes back to you."))


def refund_changed(localizer: Localizer) -> str:
    """The refund has changed since it was shown."""
    return toast(
        localizer.t(
            "It is later now, and less money goes back. Please look again: nothing changed."
        )
    )


def money_goes_back(localizer: Localizer) -> str:
    """A client requests a refund of a late payment."""
    return toast(localizer.t("Your money goes back to you."))


def other_time_taken(localizer: Localizer) -> str:
    """The alternative time for a late payment was taken, too."""
    return toast(localizer.t("This time is taken by now, too. Here are the nearest that are free."))


def refund_noted(localizer: Localizer) -> str:
    """An admin has made a manual refund."""
    return toast(localizer.t("Noted: the money went back, and the client is told."))


def refunded_visit_wanted(localizer: Localizer) -> str:
    """An admin notes a refund without the number of the visit."""
    return toast(
        localizer.t(
            "Please add the number of the visit whose payment you sent back, like /refunded 17."
        )
    )
