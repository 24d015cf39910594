"""The bot and the jobs as processes of their own, which can be killed at any moment."""

import asyncio
import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from demo.simulator import Simulator

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 30
LOOK_EVERY_S = 0.02
SECRET = "a-secret-of-enough-letters"


class KillableBot:
    """`python -m app.bot` before a simulator; killed, it has no time to say good-bye."""

    def __init__(self, simulator: Simulator, environment: Mapping[str, str]) -> None:
        self._simulator = simulator
        self._environment = environment
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start, and return when it takes updates: asks for them, or has its webhook set."""
        webhook = self._simulator.world.webhook
        webhook.url = ""  # until it sets it anew
        self._process = await start_process("app.bot", environment=self._environment)
        await until(lambda: self._is_over() or self._is_polling() or bool(webhook.url))
        assert not self._is_over(), "the bot ended by itself"

    async def listen(self) -> None:
        """Start with a webhook, and so from now on."""
        port = free_port()
        self._environment = {
            **self._environment,
            "BOT_MODE": "webhook",
            "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
            "WEBHOOK_SECRET": SECRET,
            "HTTP_PORT": str(port),
        }
        await self.start()

    async def kill(self) -> None:
        """Send SIGKILL, and return when nothing of it is left."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await until(lambda: not self._is_polling())

    def _is_polling(self) -> bool:
        return self._simulator.world.updates.is_polled

    def _is_over(self) -> bool:
        return self._process is None or self._process.returncode is not None


async def start_process(
    module: str, *, environment: Mapping[str, str]
) -> asyncio.subprocess.Process:
    """Start a module in a process; pytest shows what it writes where a test fails."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module), env={**os.environ, **environment}, cwd=ROOT
    )


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def until(condition: Callable[[], bool]) -> None:
    """Return when something is so that another process decides."""
    async with asyncio.timeout(TIMEOUT_S):
        while not condition():  # noqa: ASYNC110 - see above
            await asyncio.sleep(LOOK_EVERY_S)
