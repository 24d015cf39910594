"""Blocks requests from other pages and with other host names."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias
from urllib.parse import urlsplit

from aiohttp import web

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

_LOCAL_NAMES = frozenset({"127.0.0.1", "localhost"})
_BOT_PATHS = ("/bot", "/file/bot")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Rejects requests from other pages; the bot's own paths are protected by a token."""
    if request.path.startswith(_BOT_PATHS):
        return await handler(request)
    if not _is_own(f"http://{request.host}", request):
        raise web.HTTPForbidden(text="wrong host")
    origin = request.headers.get("Origin")
    if origin is not None and not _is_own(origin, request):
        raise web.HTTPForbidden(text="wrong origin")
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Adds security headers to every response, including streams."""
    if not request.path.startswith(_BOT_PATHS):
        response.headers.update(_HEADERS)


def _is_own(origin: str, request: web.Request) -> bool:
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return False
    own_port = request.transport.get_extra_info("sockname")[1] if request.transport else None
    return parts.scheme == "http" and parts.hostname in _LOCAL_NAMES and port == own_port
