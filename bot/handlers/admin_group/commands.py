from bot.navigation.command_menu import Commands
from bot.ui.localizer import Localizer


def group_commands(localizer: Localizer) -> Commands:
    """Return the commands that an admin can write in a group."""
    return (
        ("connect", str(localizer.t("Tell news of visits here"))),
        ("disconnect", str(localizer.t("Tell nothing here any more"))),
        ("digest", str(localizer.t("The figures of a day or a week"))),
    )
