from dishka.integrations.aiogram import FromDishka

from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.views import notices
from domain.locations.switch_maintenance import SwitchMaintenance
from domain.shared.identity import Role

routes = Routes()

IS_ON = {"on": True, "off": False}


@routes.command("maintenance")
async def maintenance(
    arguments: str, navigator: Navigator, switch_maintenance: FromDishka[SwitchMaintenance]
) -> None:
    """Take `on`, with a text for clients if there is one, or `off`; for clients there is no such.

    The service asks for the role once more.
    """
    identity, reader = navigator.client.identity, navigator.reader
    if Role.ADMIN not in identity.roles:
        navigator.notice = notices.unknown_command(reader)
        return
    word, text = [*arguments.split(maxsplit=1), "", ""][:2]
    is_on = IS_ON.get(word.lower())
    if is_on is None:
        navigator.notice = notices.maintenance_usage(reader)
        return
    await switch_maintenance.execute(identity, is_on=is_on, text=text)
    navigator.notice = (notices.maintenance_on if is_on else notices.maintenance_off)(reader)
