"""The menus of the staff, and the buttons to switch roles."""

from collections.abc import Collection, Mapping, Sequence

from bot.callbacks.home import OpenHelp
from bot.callbacks.visit_card import SwitchRole
from bot.navigation.routes import MenuEntry
from bot.ui.layout import column
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import label, paragraphs
from domain.shared.identity import Role

HEADINGS: Mapping[Role, str] = {
    Role.MASTER: gettext_noop("✂️ <b>Your work</b>"),
    Role.ADMIN: gettext_noop("🛠 <b>Running the place</b>"),
}

WORDS_OF_ROLES: Mapping[Role, str] = {
    Role.CLIENT: gettext_noop("👤 As a client"),
    Role.MASTER: gettext_noop("✂️ As a master"),
    Role.ADMIN: gettext_noop("🛠 As an admin"),
}


def render_staff_home(
    role: Role, menu: Sequence[MenuEntry], roles: Collection[Role], localizer: Localizer
) -> Screen:
    """Show the menu of a staff role."""
    text = paragraphs(
        localizer.t(HEADINGS[role]),
        localizer.t("What would you like to look at?"),
    )
    help_row = (help_button(localizer),)
    entries = column(Button(label(localizer.t(entry.text)), tap=entry.tap()) for entry in menu)
    return Screen(text, (*entries, help_row, *switch_rows(role, roles, localizer)))


def help_button(localizer: Localizer) -> Button:
    """Return the button to the help of the current role."""
    return Button(label(localizer.t("❔ Help")), tap=OpenHelp())


def switch_rows(role: Role, roles: Collection[Role], localizer: Localizer) -> Rows:
    """Return the buttons to the menus of the user's other roles, if there are any."""
    others = (other for other in Role if other in roles and other is not role)
    row = tuple(
        Button(label(localizer.t(WORDS_OF_ROLES[other])), tap=SwitchRole(role=other))
        for other in others
    )
    return (row,) if row else ()
