"""A PostgreSQL that a test stops and starts again, in its place and with its data."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from demo.embedded import EmbeddedPostgres, embedded_postgres
from demo.guarded import run_as


class RestartingPostgres:
    """A server of its own, so that nobody else's test notices."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self.server = server
        self._pid_file = server.socket_dir / "data" / "postmaster.pid"
        self._command = _command_of(self._pid)
        self._again: subprocess.Popen[bytes] | None = None

    async def stop(self) -> None:
        """End every session and refuse new ones."""
        os.kill(self._pid, signal.SIGINT)
        while self._pid_file.exists():  # noqa: ASYNC110 - another process decides
            await asyncio.sleep(0.02)

    async def start(self) -> None:
        """Start again, and return when it takes connections."""
        self._again = await asyncio.to_thread(self._launch)
        while not await self._answers():  # noqa: ASYNC110 - another process decides
            await asyncio.sleep(0.02)

    def _launch(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - the command that started it before
            self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **run_as()
        )

    def close(self) -> None:
        """Leave nothing running."""
        if self._again is not None:
            self._again.send_signal(signal.SIGQUIT)
            self._again.wait()

    async def _answers(self) -> bool:
        try:
            connection = await asyncpg.connect(self.server.url().replace("+asyncpg", ""))
        except (OSError, asyncpg.PostgresError):
            return False
        await connection.close()
        return True

    @property
    def _pid(self) -> int:
        return int(self._pid_file.read_text().splitlines()[0])


@contextmanager
def restarting_postgres() -> Iterator[RestartingPostgres]:
    """Run the server."""
    with embedded_postgres() as server:
        postgres = RestartingPostgres(server)
        try:
            yield postgres
        finally:
            postgres.close()


def _command_of(pid: int) -> Sequence[str]:
    written = Path(f"/proc/{pid}/cmdline").read_bytes()
    return [part.decode() for part in written.rstrip(b"\0").split(b"\0")]
