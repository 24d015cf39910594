"""A gate before Telegram, which a test closes for requests or for their answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 65536


class Way:
    """One direction through the gate."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._open.set()
        self.held = 0

    def close(self) -> None:
        """Let nothing more through; what comes waits."""
        self._open.clear()

    def open(self) -> None:
        """Let through what waits and what comes; but not what somebody sent who died since."""
        self._open.set()

    async def carry(self, localizer: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass everything on, until either side ends."""
        with suppress(ConnectionError):
            while data := await localizer.read(CHUNK):
                self.held += 1
                await self._open.wait()
                self.held -= 1
                if localizer.at_eof() or writer.is_closing():
                    break
                writer.write(data)
                await writer.drain()
        writer.close()


class TelegramGate:
    """Stands between a process and the simulator; `url` is what the process is told."""

    def __init__(self) -> None:
        self.url = ""
        self.requests = Way()
        self.answers = Way()


@asynccontextmanager
async def gate_before(url: str) -> AsyncIterator[TelegramGate]:
    """Build a gate before a server."""
    gate, far = TelegramGate(), urlsplit(url)

    async def connect(localizer: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(far.hostname, far.port)
        await asyncio.gather(
            gate.requests.carry(localizer, far_writer), gate.answers.carry(far_reader, writer)
        )

    server = await asyncio.start_server(connect, "127.0.0.1")
    gate.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield gate
    finally:
        gate.requests.open()
        gate.answers.open()
        server.close()
