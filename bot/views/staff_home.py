"""The menus of the staff, and the way from one role to another."""

from collections.abc import Callable, Collection, Mapping

from bot.callbacks import (
    OpenBookFor,
    OpenBookingList,
    OpenHelp,
    OpenMyTime,
    OpenOwnClients,
    OpenRefunds,
    OpenTeam,
    OpenToday,
    OpenUnmarked,
    OpenWeek,
    SwitchRole,
)
from bot.views.digest_plan import figures_button
from bot.views.reader import Reader, say
from bot.views.rows import column
from bot.views.screen import Button, Rows, Screen
from bot.views.words import label, paragraphs
from domain.shared.identity import Role

HEADINGS: Mapping[Role, str] = {
    Role.MASTER: say("✂️ <b>Your work</b>"),
    Role.ADMIN: say("🛠 <b>Running the place</b>"),
}

WORDS_OF_ROLES: Mapping[Role, str] = {
    Role.CLIENT: say("👤 As a client"),
    Role.MASTER: say("✂️ As a master"),
    Role.ADMIN: say("🛠 As an admin"),
}


def render_staff_home(role: Role, roles: Collection[Role], reader: Reader) -> Screen:
    """Show the menu of a role that somebody works in."""
    text = paragraphs(
        reader.say(HEADINGS[role]),
        reader.say("What would you like to look at?"),
    )
    help_row = (help_button(reader),)
    return Screen(text, (*MENUS[role](reader), help_row, *switch_rows(role, roles, reader)))


def help_button(reader: Reader) -> Button:
    """Lead to what the chat can do, for the role at work."""
    return Button(label(reader.say("❔ Help")), tap=OpenHelp())


def switch_rows(role: Role, roles: Collection[Role], reader: Reader) -> Rows:
    """Return the way to the menus of a person's other roles, if there are any."""
    others = (other for other in Role if other in roles and other is not role)
    row = tuple(
        Button(label(reader.say(WORDS_OF_ROLES[other])), tap=SwitchRole(role=other))
        for other in others
    )
    return (row,) if row else ()


def _master_rows(reader: Reader) -> Rows:
    return column(
        (
            Button(label(reader.say("📋 Today")), tap=OpenToday()),
            Button(label(reader.say("🗓 Week")), tap=OpenWeek()),
            _unmarked(reader),
            Button(label(reader.say("🕘 My time")), tap=OpenMyTime()),
            Button(label(reader.say("📇 My clients")), tap=OpenOwnClients()),
        )
    )


def _unmarked(reader: Reader) -> Button:
    return Button(label(reader.say("❔ Mark outcomes")), tap=OpenUnmarked())


def _admin_rows(reader: Reader) -> Rows:
    return column(
        (
            Button(label(reader.say("🗂 Bookings")), tap=OpenBookingList()),
            Button(label(reader.say("➕ New booking")), tap=OpenBookFor()),
            _unmarked(reader),
            figures_button(reader),
            Button(label(reader.say("👥 Team")), tap=OpenTeam()),
            Button(label(reader.say("💸 To be sent back")), tap=OpenRefunds()),
        )
    )


MENUS: Mapping[Role, Callable[[Reader], Rows]] = {
    Role.MASTER: _master_rows,
    Role.ADMIN: _admin_rows,
}
"""What each role finds in its menu."""
