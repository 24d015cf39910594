"""Two workers and two bots as processes, killed and started anew, and one address for the bots."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

from tests.e2e.support.killable_bot import SECRET
from tests.e2e.support.telegram_gate import Way
from tests.support.processes import Program, free_port, start_program

WORKER, BOT = "app.worker", "app.bot"
EACH = 2
RESTART_AFTER_S = 0.5


class BotAndWorkers:
    """One process, whatever becomes of it; a supervisor starts it again where it ends by itself.

    Attributes:
        ends: the exit codes with which it ended by itself.
    """

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        self._module = module
        self._environment = environment
        self._process: Program | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._launching = asyncio.Lock()
        self.ends: list[int] = []

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.is_running

    async def start(self) -> None:
        await self._launch()
        self._supervisor = asyncio.create_task(self._supervise())

    async def kill(self) -> None:
        """Send SIGKILL, and return when the process is gone."""
        if self._supervisor is not None:
            async with self._launching:
                self._supervisor.cancel()
        if self._process is not None:
            await self._process.kill()

    async def _launch(self) -> None:
        async with self._launching:
            self._process = start_program(self._module, environment=self._environment)

    async def _supervise(self) -> None:
        while self._process is not None:
            self.ends.append(await self._process.wait())
            await asyncio.sleep(RESTART_AFTER_S)
            await self._launch()


class ProcessGroup:
    """All processes; the bots stand behind one address, as behind a reverse proxy."""

    def __init__(self, environment: Mapping[str, str], url: str, ports: list[int]) -> None:
        webhook = {"BOT_MODE": "webhook", "WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET}
        self.workers = [BotAndWorkers(WORKER, environment) for _ in range(EACH)]
        self.bots = [
            BotAndWorkers(BOT, {**environment, **webhook, "HTTP_PORT": str(port)}) for port in ports
        ]

    @property
    def all(self) -> list[BotAndWorkers]:
        return [*self.workers, *self.bots]


@asynccontextmanager
async def fleet_of(environment: Mapping[str, str]) -> AsyncIterator[ProcessGroup]:
    """Start everything; nothing of it is left in the end."""
    ports = [free_port() for _ in range(EACH)]
    async with balanced(ports) as url:
        processes = ProcessGroup(environment, url, ports)
        try:
            for ship in processes.all:
                await ship.start()
            yield processes
        finally:
            for ship in processes.all:
                await ship.kill()


@asynccontextmanager
async def balanced(ports: list[int]) -> AsyncIterator[str]:
    """Pass each connection to the next port at which somebody listens."""
    ways = Way(), Way()

    async def connect(localizer: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ports.append(ports.pop(0))
        for port in ports:
            with suppress(ConnectionError):
                far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
                break
        else:
            writer.close()
            return
        await asyncio.gather(
            ways[0].carry(localizer, far_writer), ways[1].carry(far_reader, writer)
        )

    server = await asyncio.start_server(connect, "127.0.0.1")
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/telegram"
    finally:
        server.close()
