import secrets

import structlog
from aiogram import Bot
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.transport.charges import StoreCharges, charges_in
from bot.transport.graceful_dispatcher import GracefulDispatcher

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


class Webhook:
    """Receives updates that Telegram pushes, and answers at once; the work runs in the background.

    Charges are stored before the answer: if that fails, the answer is an error, and Telegram pushes
    the update again. Requests without the secret get a 401 and nothing else.
    """

    def __init__(
        self, dispatcher: GracefulDispatcher, bot: Bot, secret: str, store: StoreCharges
    ) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._secret = secret.encode()
        self._store = store

    async def handle(self, request: web.Request) -> web.Response:
        """Receive one update."""
        if not self._knows_secret(request):
            raise web.HTTPUnauthorized
        update = self._read(await request.read())
        if charges := charges_in([update]):
            await self._store(charges)
        self._dispatcher.feed_in_background(self._bot, update)
        return web.Response()

    def _knows_secret(self, request: web.Request) -> bool:
        """Compare in constant time, as bytes: a header may contain anything."""
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        return secrets.compare_digest(shown, self._secret)

    def _read(self, body: bytes) -> Update:
        try:
            return Update.model_validate_json(body, context={"bot": self._bot})
        except ValidationError as error:
            log.warning("update_unreadable", problems=error.error_count())
            raise web.HTTPBadRequest from None
