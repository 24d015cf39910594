import json
import secrets

import structlog
from aiohttp import web

from bot.transport.updates.intake import Intake

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


class Webhook:
    """Receives updates that Telegram pushes, and answers as soon as they are stored.

    If money cannot be stored, or too many updates wait, the answer is an error, and Telegram
    pushes the update again. Requests without the secret get a 401 and nothing else.
    """

    def __init__(self, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()

    async def handle(self, request: web.Request) -> web.Response:
        """Receive one update."""
        if not self._knows_secret(request):
            raise web.HTTPUnauthorized
        if self._intake.is_full:
            raise web.HTTPServiceUnavailable
        await self._intake.accept([_read(await request.read())])
        return web.Response()

    def _knows_secret(self, request: web.Request) -> bool:
        """Compare in constant time, as bytes: a header may contain anything."""
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        return secrets.compare_digest(shown, self._secret)


def _read(body: bytes) -> object:
    """Return the JSON in a request.

    An update of an unknown shape is accepted: Telegram would push it again for a day, and hold up
    the others of its chat.
    """
    try:
        return json.loads(body)
    except ValueError:
        log.warning("update_unreadable")
        raise web.HTTPBadRequest from None
