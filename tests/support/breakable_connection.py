"""A wire between the bot and a server, that a test cuts and mends."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

CHUNK = 65536


class BreakableConnection:
    """Passes bytes between a Unix socket of its own and that of a server."""

    def __init__(self, own: Path, far: Path) -> None:
        self._own = own
        self._far = far
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._flows = asyncio.Event()
        self._flows.set()

    async def mend(self) -> None:
        """Let connections through, new ones and those that hang."""
        self._flows.set()
        if self._server is None:
            self._server = await asyncio.start_unix_server(self._connect, self._own)

    async def cut(self) -> None:
        """Refuse connections and end those that are, as a server that was stopped."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._writers):
            writer.transport.abort()
        self._own.unlink(missing_ok=True)
        await asyncio.sleep(0)

    def hang(self) -> None:
        """Take everything and pass nothing on, as a network that lost its way."""
        self._flows.clear()

    async def _connect(self, localizer: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_unix_connection(self._far)
        await asyncio.gather(self._pass(localizer, far_writer), self._pass(far_reader, writer))

    async def _pass(self, localizer: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with suppress(ConnectionError):
            while data := await localizer.read(CHUNK):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        self._writers.discard(writer)
        writer.close()


@asynccontextmanager
async def connection_through(far: Path) -> AsyncIterator[tuple[BreakableConnection, Path]]:
    """Lay a line to a server's socket; yields it, and the folder in which its own socket is."""
    with tempfile.TemporaryDirectory(prefix="bookline-line-") as folder:
        line = BreakableConnection(Path(folder) / far.name, far)
        await line.mend()
        try:
            yield line, Path(folder)
        finally:
            await line.mend()
            await line.cut()
