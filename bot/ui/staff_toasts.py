"""Short answers to the staff: plain text within Telegram's 200 characters."""

from bot.ui.localizer import Localizer
from bot.ui.text import toast
from domain.shared.identity import Role


def role_lost(localizer: Localizer) -> str:
    """A staff screen was open for a user who has lost the role."""
    return toast(localizer.t("This is for our staff only. Here is the menu."))


def only_in_group(command: str, localizer: Localizer) -> str:
    """An admin sent a group command in the private chat."""
    return toast(
        localizer.t("Please write /{command} in the group that it is about.", command=command)
    )


def marked(localizer: Localizer) -> str:
    """The outcome of a visit was stored."""
    return toast(localizer.t("It is noted, thank you."))


def marked_before(localizer: Localizer) -> str:
    """The outcome of a visit was stored before."""
    return toast(localizer.t("This visit was marked already. Here is how it stands."))


def joined_as(role: Role, localizer: Localizer) -> str:
    """The user has accepted an invitation."""
    if role is Role.ADMIN:
        return toast(localizer.t("Welcome! You run the place with us now."))
    return toast(localizer.t("Welcome! You work with us now."))


def role_taken(localizer: Localizer) -> str:
    """A role was revoked."""
    return toast(localizer.t("Done. It holds from this moment on."))


def invitation_made(localizer: Localizer) -> str:
    """A link to be forwarded was sent."""
    return toast(localizer.t("Here is the link. Please forward it."))


def invitation_withdrawn(localizer: Localizer) -> str:
    """An invitation was withdrawn."""
    return toast(localizer.t("The invitation is withdrawn."))


def invitation_over(localizer: Localizer) -> str:
    """An invitation was already used or withdrawn."""
    return toast(localizer.t("Nobody could use this invitation any more."))


def note_saved(localizer: Localizer) -> str:
    """The staff have written a note on a visit."""
    return toast(localizer.t("The note is saved. The client does not see it."))


def note_removed(localizer: Localizer) -> str:
    """The staff have removed their note on a visit."""
    return toast(localizer.t("The note is removed."))


def booked_for_client(localizer: Localizer) -> str:
    """A visit was booked for a client."""
    return toast(localizer.t("The visit is booked."))


def moved_for_client(localizer: Localizer) -> str:
    """A client's visit has another time."""
    return toast(localizer.t("The visit is moved."))


def cancelled_for_client(localizer: Localizer) -> str:
    """A client's visit was cancelled."""
    return toast(localizer.t("The visit is cancelled."))


def no_client_found(localizer: Localizer) -> str:
    """A master's search found no client."""
    return toast(localizer.t("None of your clients has such a first name."))


def many_clients_found(count: int, localizer: Localizer) -> str:
    """A master's search found more clients than are listed."""
    return toast(
        localizer.t(
            "More than {count} of your clients are called so: these were here last. "
            "Please write more of the name.",
            count=count,
        )
    )
