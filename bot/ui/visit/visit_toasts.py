"""Short answers about a visit that stands: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Reader
from bot.ui.text import notice


def attendance_confirmed(reader: Reader) -> str:
    """A client will come."""
    return notice(reader.say("Thank you, we look forward to seeing you!"))


def visit_moved(reader: Reader) -> str:
    """A client has taken the time that was offered."""
    return notice(reader.say("Your visit is moved. See you then!"))


def time_kept(reader: Reader) -> str:
    """A client has declined another time."""
    return notice(reader.say("Your visit stays as it was. See you then!"))


def time_kept_in_vain(reader: Reader) -> str:
    """A client keeps a time at which nobody is there."""
    return notice(
        reader.say("Thank you. We cannot be there at that time, so we will get in touch with you.")
    )


def offer_sent(reader: Reader) -> str:
    """A client is asked whether another time suits."""
    return notice(reader.say("The client is asked. The old time stays until there is an answer."))


def which_visit(reader: Reader) -> str:
    """How a visit is opened by its number."""
    return notice(reader.say("Write /visit and the number of a visit."))


def no_such_number(reader: Reader) -> str:
    """The staff ask for a visit that is not there, or not theirs."""
    return notice(
        reader.say(
            "There is no visit with this number for you to see. The number stands on the "
            "visit's card."
        )
    )


def cause_too_long(limit: int, reader: Reader) -> str:
    """A reason does not fit."""
    return notice(reader.say("Please use {limit} characters at most.", limit=limit))


def message_sent(reader: Reader) -> str:
    """What somebody wrote about a visit is on its way."""
    return notice(reader.say("✉️ Your message is on its way."))


def message_too_long(limit: int, reader: Reader) -> str:
    """What somebody wrote about a visit does not fit."""
    return notice(
        reader.say("This message is too long: please use {limit} characters at most.", limit=limit)
    )
