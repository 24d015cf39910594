import asyncio
from collections.abc import Awaitable, Callable

from aiogram import BaseMiddleware, Dispatcher
from aiogram.types import TelegramObject, Update

from demo.simulator.updates.progress import Progress


class _Watcher(BaseMiddleware):
    """Reports when the bot has handled an update, with or without an error."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, object]], Awaitable[object]],
        event: TelegramObject,
        data: dict[str, object],
    ) -> object:
        cancelled = False
        try:
            return await handler(event, data)
        except asyncio.CancelledError:
            cancelled = True  # a killed bot did not finish; the update is sent again
            raise
        finally:
            if isinstance(event, Update) and not cancelled:
                self._progress.finished(event.update_id)


def watch(dispatcher: Dispatcher, progress: Progress) -> None:
    """Adds the watcher as the outermost middleware of the dispatcher."""
    around = dispatcher.update.outer_middleware
    others = list(around)
    for other in others:
        around.unregister(other)
    around.register(_Watcher(progress))
    for other in others:
        around.register(other)
    progress.watched = True
