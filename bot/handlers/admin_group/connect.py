"""Commands that are for a group, written by an admin in private."""

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
    """Tell an admin where to write it; for clients there is no such command."""
    localizer = navigator.localizer
    if Role.ADMIN in navigator.client.identity.roles:
        navigator.toast = staff_toasts.only_in_group(command, localizer)
    else:
        navigator.toast = toasts.unknown_command(localizer)
