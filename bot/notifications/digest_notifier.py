import asyncio

import structlog
from aiogram import Bot

from bot.notifications.digests.send_digest import send_digest
from bot.notifications.notifier import (
    SEND_TIMEOUT_S,
    bind_log_context,
    chat_of,
    delivery_errors,
    localizer_of,
)
from bot.transport.pacing import Rank, ranked
from bot.ui.catalogues import Catalogues
from domain.notifications.content.contents import DigestContent, Notification
from domain.notifications.ports import Notifier
from domain.reporting.ports import Painter

log = structlog.get_logger(__name__)


class DigestNotifier:
    """Sends digests with their pictures; passes other notifications to `otherwise`."""

    def __init__(
        self, bot: Bot, catalogues: Catalogues, painter: Painter, otherwise: Notifier
    ) -> None:
        self._bot = bot
        self._catalogues = catalogues
        self._painter = painter
        self._otherwise = otherwise

    async def send(self, notification: Notification) -> None:
        """Send one message; raises the errors of the port."""
        content = notification.contents[0]
        if not isinstance(content, DigestContent):
            await self._otherwise.send(notification)
            return
        bind_log_context(notification)
        recipient = notification.recipient
        localizer = localizer_of(recipient, self._catalogues)
        with delivery_errors(), ranked(Rank.NOTIFICATION):
            async with asyncio.timeout(SEND_TIMEOUT_S):
                await send_digest(
                    self._bot, chat_of(recipient), content.digest, localizer, self._painter
                )
        log.info("notice_sent")
