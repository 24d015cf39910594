from dishka.integrations.aiogram import FromDishka

from bot.navigation.navigator import Navigator
from bot.navigation.roles import ADMINS
from bot.navigation.routes import Routes
from bot.ui import toasts
from bot.ui.localizer import say
from domain.locations.switch_maintenance import SwitchMaintenance
from domain.shared.identity import Role

routes = Routes()

IS_ON = {"on": True, "off": False}


@routes.command("maintenance", say("Stop new bookings, or take them again"), 130, ADMINS)
async def maintenance(
    arguments: str, navigator: Navigator, switch_maintenance: FromDishka[SwitchMaintenance]
) -> None:
    """Take `on`, with a text for clients if there is one, or `off`; for clients there is no such.

    The service asks for the role once more.
    """
    identity, reader = navigator.client.identity, navigator.reader
    if Role.ADMIN not in identity.roles:
        navigator.notice = toasts.unknown_command(reader)
        return
    word, text = [*arguments.split(maxsplit=1), "", ""][:2]
    is_on = IS_ON.get(word.lower())
    if is_on is None:
        navigator.notice = toasts.maintenance_usage(reader)
        return
    await switch_maintenance.execute(identity, is_on=is_on, text=text)
    navigator.notice = (toasts.maintenance_on if is_on else toasts.maintenance_off)(reader)
