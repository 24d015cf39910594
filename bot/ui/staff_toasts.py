"""Short answers to the staff: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Reader
from bot.ui.text import notice
from domain.shared.identity import Role


def role_lost(reader: Reader) -> str:
    """A screen of the staff was open before somebody who is none of them any more."""
    return notice(reader.say("This is for our staff only. Here is the menu."))


def only_in_group(command: str, reader: Reader) -> str:
    """An admin writes in private what is for a group."""
    return notice(
        reader.say("Please write /{command} in the group that it is about.", command=command)
    )


def marked(reader: Reader) -> str:
    """What became of a visit was written down."""
    return notice(reader.say("It is noted, thank you."))


def marked_before(reader: Reader) -> str:
    """What became of a visit was known."""
    return notice(reader.say("This visit was marked already. Here is how it stands."))


def joined_as(role: Role, reader: Reader) -> str:
    """Somebody has used an invitation."""
    if role is Role.ADMIN:
        return notice(reader.say("Welcome! You run the place with us now."))
    return notice(reader.say("Welcome! You work with us now."))


def role_taken(reader: Reader) -> str:
    """Somebody is no longer of the staff."""
    return notice(reader.say("Done. It holds from this moment on."))


def invitation_made(reader: Reader) -> str:
    """A link to be forwarded was sent."""
    return notice(reader.say("Here is the link. Please forward it."))


def invitation_withdrawn(reader: Reader) -> str:
    """Nobody can use an invitation any more."""
    return notice(reader.say("The invitation is withdrawn."))


def invitation_over(reader: Reader) -> str:
    """An invitation was used, or withdrawn, before."""
    return notice(reader.say("Nobody could use this invitation any more."))


def note_saved(reader: Reader) -> str:
    """The staff have written a note on a visit."""
    return notice(reader.say("The note is saved. The client does not see it."))


def note_removed(reader: Reader) -> str:
    """The staff have taken their note on a visit away."""
    return notice(reader.say("The note is removed."))


def phone_known(reader: Reader) -> str:
    """A new client has the phone of somebody who is known."""
    return notice(reader.say("This phone number is known already. Is this the client?"))


def booked_for_client(reader: Reader) -> str:
    """A visit was booked for a client."""
    return notice(reader.say("The visit is booked."))


def moved_for_client(reader: Reader) -> str:
    """A client's visit has another time."""
    return notice(reader.say("The visit is moved."))


def cancelled_for_client(reader: Reader) -> str:
    """A client's visit was let go."""
    return notice(reader.say("The visit is cancelled."))


def no_client_found(reader: Reader) -> str:
    """A master searched for a client."""
    return notice(reader.say("None of your clients has such a first name."))


def many_clients_found(count: int, reader: Reader) -> str:
    """A master's search found more clients than are listed."""
    return notice(
        reader.say(
            "More than {count} of your clients are called so: these were here last. "
            "Please write more of the name.",
            count=count,
        )
    )
