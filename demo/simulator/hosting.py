from dataclasses import dataclass, field

from aiohttp import web

from demo.simulator.server import MAX_REQUEST_BYTES, BotApi
from demo.simulator.ui import EventStream, Page, PageOptions
from demo.simulator.ui.guard import add_headers, guard
from demo.simulator.webhook_pusher import WebhookPusher
from demo.simulator.world import World

HOST = "127.0.0.1"
_SHUTDOWN_S = 0.5


@dataclass(slots=True)
class Hosting:
    """One HTTP server on loopback for the Bot API and the page, and the webhook sender."""

    world: World
    api: BotApi
    options: PageOptions
    port: int = 0
    _stream: EventStream = field(init=False)
    _pusher: WebhookPusher = field(init=False)
    _runner: web.AppRunner | None = None

    def __post_init__(self) -> None:
        self._stream = EventStream(self.world, self.options)
        self._pusher = WebhookPusher(self.world, self.api.execute)

    async def start(self, port: int) -> None:
        """Listens; port 0 chooses a free port."""
        self.world.listeners.append(self._stream.on_entry)
        page = Page(self.world, self.options, self._stream)
        app = web.Application(client_max_size=MAX_REQUEST_BYTES, middlewares=[guard])
        app.on_response_prepare.append(add_headers)
        app.add_routes([*self.api.routes(), *page.routes()])
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=_SHUTDOWN_S, handler_cancellation=True
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, port).start()
        self.port = int(self._runner.addresses[0][1])
        self._pusher.start()

    async def stop(self) -> None:
        """Ends long polls and streams, and closes the server."""
        if self._runner is None:
            return
        await self._pusher.stop()
        self.world.updates.close()
        self._stream.close()
        await self._runner.cleanup()
        self._runner = None
        self.world.listeners.remove(self._stream.on_entry)
