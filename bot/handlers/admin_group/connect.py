"""Group commands that an admin sends in the private chat."""

from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.ui import staff_toasts, toasts
from domain.shared.identity import Role

routes = Routes()


@routes.command("connect")
async def connect(_arguments: str, navigator: Navigator) -> None:
    _lead_to_group("connect", navigator)


@routes.command("disconnect")
async def disconnect(_arguments: str, navigator: Navigator) -> None:
    _lead_to_group("disconnect", navigator)


def _lead_to_group(command: str, navigator: Navigator) -> None:
    """Refer an admin to the group; for clients the command is unknown."""
    localizer = navigator.localizer
    if Role.ADMIN in navigator.client.identity.roles:
        navigator.toast = staff_toasts.only_in_group(command, localizer)
    else:
        navigator.toast = toasts.unknown_command(localizer)
