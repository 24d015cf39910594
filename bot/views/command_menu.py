from collections.abc import Collection

from bot.views.reader import Reader
from domain.shared.identity import Role


def client_commands(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return the commands that a client can write, with what each does."""
    return (
        ("start", str(reader.say("Menu"))),
        ("book", str(reader.say("Book a visit"))),
        ("visits", str(reader.say("My visits"))),
        ("language", str(reader.say("Change the language"))),
        ("help", str(reader.say("Help"))),
    )


def staff_commands(roles: Collection[Role], reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return the commands that the staff can write besides, none where there is no role of it."""
    visit = ("visit", str(reader.say("Open a visit by its number")))
    of_admins = (
        ("bookings", str(reader.say("Everybody's visits"))),
        ("team", str(reader.say("Who works here"))),
        ("refunds", str(reader.say("What is to be sent back"))),
        ("digest", str(reader.say("The figures of a day or a week"))),
        ("maintenance", str(reader.say("Stop new bookings, or take them again"))),
    )
    of_masters = (
        ("today", str(reader.say("Your visits of today"))),
        ("week", str(reader.say("Your week"))),
    )
    is_master, is_admin = Role.MASTER in roles, Role.ADMIN in roles
    return (
        *(of_masters if is_master else ()),
        *((visit,) if is_master or is_admin else ()),
        *(of_admins if is_admin else ()),
    )


def group_commands(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return the commands that an admin can write in a group."""
    return (
        ("connect", str(reader.say("Tell news of visits here"))),
        ("disconnect", str(reader.say("Tell nothing here any more"))),
        ("digest", str(reader.say("The figures of a day or a week"))),
    )
