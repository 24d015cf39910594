from collections.abc import Awaitable
from dataclasses import dataclass

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError

from bot.transport.updates.parse_update import parse_update
from bot.transport.updates.raw_update import TAP, RawUpdate, mapping
from bot.ui import toasts
from bot.ui.catalogues import Catalogues
from bot.ui.localizer import Localizer
from domain.clients.model import spoken_language

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class UpdateHandler:
    """Passes updates to the dispatcher, and answers those that are left out; it never raises."""

    dispatcher: Dispatcher
    bot: Bot
    catalogues: Catalogues

    async def handle(self, update: RawUpdate) -> None:
        """Handle an update; one that cannot be read is skipped."""
        parsed = parse_update(update, self.bot)
        try:
            if parsed is not None:
                await self.dispatcher.feed_update(self.bot, parsed)
            elif update.kind == TAP:
                await self.dismiss(update)
        except Exception:  # the dispatcher reports errors; this is a failure of the report
            log.exception("update_failed")

    async def refuse(self, update: RawUpdate) -> None:
        """Notify the sender that there are too many updates; groups get no answer."""
        content = update.content
        language = mapping(content.get("from")).get("language_code")
        spoken = spoken_language(language if isinstance(language, str) else None)
        text = toasts.too_many_updates(Localizer(spoken, None, self.catalogues[spoken]))
        chat = mapping(content.get("chat"))
        if update.kind == TAP:
            await self._answer(update, text)
        elif chat.get("type") == "private":
            await self._attempt(self.bot.send_message(chat["id"], text, parse_mode=None))

    async def dismiss(self, update: RawUpdate) -> None:
        """End the progress bar of a tap."""
        await self._answer(update, "")

    async def _answer(self, update: RawUpdate, text: str) -> None:
        query_id = str(update.content.get("id"))
        await self._attempt(self.bot.answer_callback_query(query_id, text or None))

    async def _attempt(self, request: Awaitable[object]) -> None:
        try:
            await request
        except AiogramError as error:
            log.info("person_unreached", error=type(error).__name__)
