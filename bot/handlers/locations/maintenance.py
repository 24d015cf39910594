from dishka.integrations.aiogram import FromDishka

from bot.navigation.navigator import Navigator
from bot.navigation.roles import ADMINS
from bot.navigation.routes import Routes
from bot.ui import toasts
from bot.ui.localizer import gettext_noop
from domain.locations.switch_maintenance import SwitchMaintenance
from domain.shared.identity import Role

routes = Routes()

IS_ON = {"on": True, "off": False}


@routes.command("maintenance", gettext_noop("Stop new bookings, or take them again"), 130, ADMINS)
async def maintenance(
    arguments: str, navigator: Navigator, switch_maintenance: FromDishka[SwitchMaintenance]
) -> None:
    """Accept `on`, with an optional text for clients, or `off`; for clients the command is unknown.

    The service checks the role again.
    """
    identity, localizer = navigator.client.identity, navigator.localizer
    if Role.ADMIN not in identity.roles:
        navigator.toast = toasts.unknown_command(localizer)
        return
    word, text = [*arguments.split(maxsplit=1), "", ""][:2]
    is_on = IS_ON.get(word.lower())
    if is_on is None:
        navigator.toast = toasts.maintenance_usage(localizer)
        return
    await switch_maintenance.execute(identity, is_on=is_on, text=text)
    navigator.toast = (toasts.maintenance_on if is_on else toasts.maintenance_off)(localizer)
