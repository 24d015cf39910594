import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from aiohttp import ClientError, ClientSession, ClientTimeout
from pydantic import JsonValue

from demo.simulator.updates.updates import Update
from demo.simulator.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_TIMEOUT = ClientTimeout(total=60)
_FIRST_RETRY_S = 0.05
_LAST_RETRY_S = 5.0

Execute = Callable[[dict[str, JsonValue]], Awaitable[None]]


@dataclass(slots=True)
class WebhookPusher:
    """Pushes each update to the webhook until it is accepted, several at once.

    `execute` runs a method that the bot returns as the answer to an update.
    """

    world: World
    execute: Execute
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _session: ClientSession | None = None

    def start(self) -> None:
        """Starts pushing waiting updates."""
        self._session = ClientSession(timeout=_TIMEOUT)
        self.world.updates.on_put = self._push_waiting

    async def stop(self) -> None:
        """Cancels open pushes."""
        self.world.updates.on_put = lambda: None
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _push_waiting(self) -> None:
        if not self.world.webhook.url:
            return
        for update in self.world.updates.waiting:
            if update.update_id not in self._tasks:
                if len(self._tasks) >= self.world.webhook.max_connections:
                    return
                task = asyncio.get_running_loop().create_task(self._push(update))
                self._tasks[update.update_id] = task
                task.add_done_callback(partial(self._pushed, update.update_id))

    def _pushed(self, update_id: int, _: asyncio.Task[None]) -> None:
        del self._tasks[update_id]
        self._push_waiting()

    async def _push(self, update: Update) -> None:
        retry_s = _FIRST_RETRY_S
        while self.world.webhook.url and update in self.world.updates.waiting:
            if await self._attempt(update):
                self.world.updates.acknowledge(update)
                return
            await asyncio.sleep(retry_s)
            retry_s = min(retry_s * 2, _LAST_RETRY_S)

    async def _attempt(self, update: Update) -> bool:
        if self._session is None:
            return False
        webhook = self.world.webhook
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        self.world.progress.delivered(update.update_id)
        try:
            async with self._session.post(
                webhook.url, json=update.body, headers=headers
            ) as response:
                if response.ok:
                    await self._carry_out(await response.read(), response.content_type)
                    return True
                self._note(f"Wrong response from the webhook: {response.status} {response.reason}")
        except (ClientError, TimeoutError) as error:
            self._note(f"{type(error).__name__}: {error}")
        return False

    async def _carry_out(self, body: bytes, content_type: str) -> None:
        """Executes a method in the answer to an update (JSON only)."""
        if content_type != "application/json" or not body:
            return
        answer: JsonValue = json.loads(body)
        if isinstance(answer, dict) and "method" in answer:
            await self.execute(answer)

    def _note(self, error: str) -> None:
        self.world.webhook.last_error = error
        self.world.webhook.last_error_at = self.world.clock()
