"""Sends a digest: a picture with a caption, or text alone."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile

from bot.notifications.digests.digest import digests_left_out, render_digest
from bot.notifications.digests.picture import digest_picture
from bot.ui.localizer import Localizer
from domain.reporting.digest import Digest
from domain.reporting.due import DigestKind
from domain.reporting.get_digest import DigestsOnDemand
from domain.reporting.ports import Painter

LOOKS_BACK = {"": DigestKind.DAY, **{kind.value: kind for kind in DigestKind}}
"""The arguments that the command accepts."""

log = structlog.get_logger(__name__)


async def send_digests(
    bot: Bot, chat_id: int, asked: DigestsOnDemand, localizer: Localizer, painter: Painter
) -> None:
    """Send the requested digests, and state how many locations are left out."""
    for digest in asked.digests:
        await send_digest(bot, chat_id, digest, localizer, painter)
    if asked.left_out:
        await bot.send_message(chat_id, digests_left_out(asked.left_out, localizer))


async def send_digest(
    bot: Bot, chat_id: int, digest: Digest, localizer: Localizer, painter: Painter
) -> None:
    """Send the digest; text alone if there is no picture or the chat refuses it."""
    text, picture = render_digest(digest, localizer), digest_picture(digest, localizer)
    if picture.load or picture.revenue:
        photo = BufferedInputFile(await painter.paint_digest(picture), "digest.png")
        try:
            await bot.send_photo(chat_id, photo, caption=text)
        except TelegramBadRequest as error:
            log.info("picture_refused", reason=error.message)
        else:
            return
    await bot.send_message(chat_id, text)
