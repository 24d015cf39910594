from aiogram import Bot
from dishka.integrations.aiogram import FromDishka

from bot.callbacks.reports import SendDigest
from bot.handlers.reports.digest_plan import ReportsView
from bot.navigation.navigator import Navigator
from bot.navigation.roles import ADMINS
from bot.navigation.routes import Routes
from bot.notifications.digests.send_digest import LOOKS_BACK, send_digests
from bot.ui import toasts
from bot.ui.localizer import gettext_noop
from domain.reporting.get_digest import GetDigest
from domain.reporting.ports import Painter
from domain.shared.identity import Role

routes = Routes()


@routes.command("digest", gettext_noop("The figures of a day or a week"), 120, ADMINS)
async def digest(
    arguments: str,
    navigator: Navigator,
    bot: FromDishka[Bot],
    painter: FromDishka[Painter],
    get_digest: FromDishka[GetDigest],
) -> None:
    """Send the digest of the day, or of the `week`; for clients the command is unknown.

    The service checks the role again.
    """
    client, localizer = navigator.client, navigator.localizer
    kind = LOOKS_BACK.get(arguments.lower())
    if Role.ADMIN not in client.identity.roles:
        navigator.toast = toasts.unknown_command(localizer)
    elif kind is None:
        navigator.toast = toasts.digest_usage(localizer)
    else:
        asked = await get_digest.execute(client.identity, kind)
        await send_digests(bot, client.telegram_id, asked, localizer, painter)


@routes.tap(SendDigest, ReportsView.FIGURES)
async def tap_digest(
    tap: SendDigest,
    navigator: Navigator,
    bot: FromDishka[Bot],
    painter: FromDishka[Painter],
    get_digest: FromDishka[GetDigest],
) -> None:
    client = navigator.client
    asked = await get_digest.execute(client.identity, tap.kind)
    await send_digests(bot, client.telegram_id, asked, navigator.localizer, painter)
