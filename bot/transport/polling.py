import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods.base import TelegramMethod
from aiogram.utils.backoff import Backoff, BackoffConfig

from bot.transport.persistent import until_done
from bot.transport.updates.intake import Intake
from domain.shared.errors import RetryableError, StorageUnavailableError

log = structlog.get_logger(__name__)

POLL_TIMEOUT_S = 30
"""How long Telegram keeps a request open that has no updates to return."""

EXPECTED = (AiogramError, StorageUnavailableError, RetryableError, OSError)
"""Telegram or the network failed, or the database while it should store charges."""

BACKOFF = BackoffConfig(min_delay=0.5, max_delay=5.0, factor=1.5, jitter=0.1)


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """Requests updates as JSON: one that the library cannot read does not hold up the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class Poller:
    """Requests updates, and acknowledges each batch after the intake has accepted it."""

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        allowed_updates: Sequence[str],
        backoff: BackoffConfig = BACKOFF,
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._request = GetRawUpdates(timeout=POLL_TIMEOUT_S, allowed_updates=list(allowed_updates))
        self._backoff = Backoff(backoff)
        self._polling: asyncio.Task[None] | None = None
        self._is_stopped = False

    async def run(self) -> None:
        """Request updates until `stop` is called, which may have been before.

        Raises:
            TelegramUnauthorizedError: the token is not valid any more.
        """
        if self._is_stopped:
            return
        self._polling = asyncio.create_task(self._poll())
        with suppress(asyncio.CancelledError):
            await self._polling

    def stop(self) -> None:
        """End the current request; the intake finishes what it has accepted."""
        self._is_stopped = True
        if self._polling is not None:
            self._polling.cancel()

    async def _poll(self) -> None:
        deleting = asyncio.create_task(self._delete_webhook())
        try:
            await self._poll_for_ever()
        finally:
            deleting.cancel()

    async def _delete_webhook(self) -> None:
        """Delete a webhook of earlier days: while there is one, Telegram refuses getUpdates."""
        try:
            await until_done(self._bot.delete_webhook, "deleteWebhook")
        except AiogramError as error:
            log.warning("webhook_not_deleted", error=type(error).__name__)

    async def _poll_for_ever(self) -> None:
        while True:
            await self._intake.until_room()
            try:
                await self._accept(await self._fetch())
            except TelegramUnauthorizedError:
                raise
            except TelegramRetryAfter as flood:
                log.warning("polling_paused", seconds=flood.retry_after)
                await asyncio.sleep(flood.retry_after)
            except EXPECTED as error:
                log.warning("polling_failed", error=type(error).__name__)
                await self._backoff.asleep()
            except Exception:
                log.exception("polling_failed")
                await self._backoff.asleep()
            else:
                self._backoff.reset()

    async def _fetch(self) -> list[dict[str, Any]]:
        timeout_s = POLL_TIMEOUT_S + int(self._bot.session.timeout)
        return await self._bot(self._request, request_timeout=timeout_s)

    async def _accept(self, bodies: list[dict[str, Any]]) -> None:
        await self._intake.accept(bodies)
        ids = [update_id for body in bodies if isinstance(update_id := body.get("update_id"), int)]
        if ids:
            self._request.offset = max(ids) + 1
