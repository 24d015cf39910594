"""Short answers about money: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Reader
from bot.ui.text import notice


def invoice_sent(reader: Reader) -> str:
    """The invoice has just been put beneath the card."""
    return notice(reader.say("The time is held for you. Please pay the invoice below."))


def invoice_not_sent(reader: Reader) -> str:
    """The provider could not be asked, or refused."""
    return notice(
        reader.say(
            "The payment service does not answer, so there is no invoice yet. Nothing was "
            "charged, and your time is held: please try again."
        )
    )


def hold_over(reader: Reader) -> str:
    """Somebody wants to pay for time that is no longer held."""
    return notice(reader.say("The time for paying is over. You can book again."))


def already_paid(reader: Reader) -> str:
    """Somebody wants to pay for a visit that stands."""
    return notice(reader.say("This visit is paid for already. Nothing more is to be paid now."))


def cancelled_with_refund(reader: Reader) -> str:
    """A visit was cancelled whose money goes back."""
    return notice(reader.say("Your visit is cancelled, and your money goes back to you."))


def refund_changed(reader: Reader) -> str:
    """What goes back is no longer what the question told."""
    return notice(
        reader.say("It is later now, and less money goes back. Please look again: nothing changed.")
    )


def money_goes_back(reader: Reader) -> str:
    """A client wants the money back that came too late."""
    return notice(reader.say("Your money goes back to you."))


def other_time_taken(reader: Reader) -> str:
    """Another time for late money was taken, too."""
    return notice(reader.say("This time is taken by now, too. Here are the nearest that are free."))


def refund_noted(reader: Reader) -> str:
    """An admin has sent money back by hand."""
    return notice(reader.say("Noted: the money went back, and the client is told."))


def refunded_visit_wanted(reader: Reader) -> str:
    """An admin notes a refund, and does not say of which visit."""
    return notice(
        reader.say(
            "Please add the number of the visit whose payment you sent back, like /refunded 17."
        )
    )
