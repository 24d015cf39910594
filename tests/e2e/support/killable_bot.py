"""The bot and the jobs as processes of their own, which can be killed at any moment."""

from collections.abc import Mapping

from demo.simulator import Simulator
from tests.support.processes import Program, free_port, start_program
from tests.support.waiting import wait_until

SECRET = "a-secret-of-enough-letters"


class KillableBot:
    """`python -m app.bot` before a simulator; killed, it has no time to say good-bye."""

    def __init__(self, simulator: Simulator, environment: Mapping[str, str]) -> None:
        self._simulator = simulator
        self._environment = environment
        self._process: Program | None = None

    async def start(self) -> None:
        """Start, and return when it takes updates: asks for them, or has its webhook set."""
        webhook = self._simulator.world.webhook
        webhook.url = ""  # until it sets it anew
        self._process = start_program("app.bot", environment=self._environment)
        await wait_until(lambda: self._is_over() or self._is_polling() or bool(webhook.url))
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
        if self._process is not None:
            await self._process.kill()
        await wait_until(lambda: not self._is_polling())

    def _is_polling(self) -> bool:
        return self._simulator.world.updates.is_polled

    def _is_over(self) -> bool:
        return self._process is None or not self._process.is_running
