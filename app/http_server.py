"""The HTTP server of a process."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

log = structlog.get_logger(__name__)

REQUEST_TIMEOUT_S = 10.0
"""For the headers of a request, and again for its body and answer."""

MOST_CONNECTIONS = 200
"""Telegram opens at most 100 to a bot."""

LOOK_EVERY_S = 1.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(application: web.Application, host: str, port: int) -> AsyncIterator[None]:
    """Serve an application; slow and superfluous connections are closed."""
    guard = _ConnectionGuard()
    application.middlewares.append(guard.watch)
    application.on_response_prepare.append(_without_server)
    sys.modules[web.Response.__module__].__dict__["SERVER_SOFTWARE"] = (
        ""  # answers to malformed requests pass no signal
    )
    logger = logging.getLogger(__name__)
    logger.addFilter(_is_our_fault)
    runner = web.AppRunner(application, access_log=None, logger=logger)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    closing = asyncio.create_task(guard.close_slow(runner))
    try:
        yield
    finally:
        closing.cancel()
        await runner.cleanup()


class _ConnectionGuard:
    """Knows when each connection last did something; the library has no timeout for headers."""

    def __init__(self) -> None:
        self._active: set[object] = set()
        self._idle_since: dict[object, float] = {}

    @web.middleware
    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Handle a request within its time."""
        loop, connection = asyncio.get_running_loop(), request.protocol
        self._active.add(connection)
        status = 500
        try:
            async with asyncio.timeout(REQUEST_TIMEOUT_S):
                response = await handler(request)
            status = response.status
        except TimeoutError:
            status = web.HTTPRequestTimeout.status_code
            raise web.HTTPRequestTimeout from None
        except web.HTTPException as error:
            status = error.status
            raise
        finally:
            self._active.discard(connection)
            self._idle_since[connection] = loop.time()
            log.debug("http_request", method=request.method, status=status)
        return response

    async def close_slow(self, runner: web.AppRunner) -> None:
        """Close connections that send no complete headers in time, and those above the bound."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if runner.server is None:
                continue
            now_s = asyncio.get_running_loop().time()
            connections = runner.server.connections
            self._idle_since = {one: self._idle_since.get(one, now_s) for one in connections}
            waiting = [one for one in connections if one not in self._active]
            waiting.sort(key=lambda one: self._idle_since[one])
            superfluous = max(len(connections) - MOST_CONNECTIONS, 0)
            for position, connection in enumerate(waiting):
                idle_s = now_s - self._idle_since[connection]
                if position < superfluous or idle_s > REQUEST_TIMEOUT_S:
                    connection.force_close()


async def _without_server(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.pop("Server", None)


def _is_our_fault(record: logging.LogRecord) -> bool:
    """Return whether a line is no traceback of a stranger's malformed request."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError)
