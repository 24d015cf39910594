import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update

log = structlog.get_logger(__name__)

FINISH_TIMEOUT_S = 8.0
"""How long a stopping process waits for running updates."""


class GracefulDispatcher(Dispatcher):
    """Waits for running updates at shutdown, both with polling and with a webhook.

    aiogram alone closes storages and sessions while updates are still running.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._under_way: set[asyncio.Task[Any]] = set()
        self._to_finish: list[Callable[[], Awaitable[None]]] = []

    def finish_too(self, finish: Callable[[], Awaitable[None]]) -> None:
        """Wait at shutdown for other work that needs open resources; it has its own timeout."""
        self._to_finish.append(finish)

    async def feed_update(self, bot: Bot, update: Update, **kwargs: Any) -> Any:
        """Handle one update."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("an update is handled in a task")
        self._under_way.add(task)
        try:
            return await super().feed_update(bot, update, **kwargs)
        finally:
            self._under_way.discard(task)

    def feed_in_background(self, bot: Bot, update: Update) -> None:
        """Handle an update in the background; only the shutdown waits for it."""
        task = asyncio.create_task(self._process_update(bot, update))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def emit_shutdown(self, *args: Any, **kwargs: Any) -> None:
        """Close everything after the running updates."""
        await asyncio.gather(*(finish() for finish in self._to_finish), self._finish_updates())
        await super().emit_shutdown(*args, **kwargs)

    async def _finish_updates(self) -> None:
        if self._under_way:
            _, left = await asyncio.wait(self._under_way, timeout=FINISH_TIMEOUT_S)
            if left:
                log.warning("updates_abandoned", count=len(left))
