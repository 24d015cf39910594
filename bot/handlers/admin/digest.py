from aiogram import Bot
from dishka.integrations.aiogram import FromDishka

from bot.callbacks import SendDigest
from bot.digest_sender import LOOKS_BACK, send_digests
from bot.navigation.frame import ViewId
from bot.navigation.navigator import Navigator
from bot.navigation.routes import Routes
from bot.views import notices
from domain.reporting.get_digest import GetDigest
from domain.reporting.ports import Painter
from domain.shared.identity import Role

routes = Routes()


@routes.command("digest")
async def digest(
    arguments: str,
    navigator: Navigator,
    bot: FromDishka[Bot],
    painter: FromDishka[Painter],
    get_digest: FromDishka[GetDigest],
) -> None:
    """Send the digest of the day, or of the `week`; for clients there is no such.

    The service asks for the role once more.
    """
    client, reader = navigator.client, navigator.reader
    kind = LOOKS_BACK.get(arguments.lower())
    if Role.ADMIN not in client.identity.roles:
        navigator.notice = notices.unknown_command(reader)
    elif kind is None:
        navigator.notice = notices.digest_usage(reader)
    else:
        asked = await get_digest.execute(client.identity, kind)
        await send_digests(bot, client.telegram_id, asked, reader, painter)


@routes.tap(SendDigest, ViewId.FIGURES)
async def tap_digest(
    tap: SendDigest,
    navigator: Navigator,
    bot: FromDishka[Bot],
    painter: FromDishka[Painter],
    get_digest: FromDishka[GetDigest],
) -> None:
    client = navigator.client
    asked = await get_digest.execute(client.identity, tap.kind)
    await send_digests(bot, client.telegram_id, asked, navigator.reader, painter)
