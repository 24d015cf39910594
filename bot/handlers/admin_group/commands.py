from bot.navigation.command_menu import Commands
from bot.ui.localizer import Reader


def group_commands(reader: Reader) -> Commands:
    """Return the commands that an admin can write in a group."""
    return (
        ("connect", str(reader.say("Tell news of visits here"))),
        ("disconnect", str(reader.say("Tell nothing here any more"))),
        ("digest", str(reader.say("The figures of a day or a week"))),
    )
