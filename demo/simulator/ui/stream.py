import asyncio
import json
from dataclasses import dataclass, field

from aiohttp import web
from pydantic import JsonValue

from demo.simulator.chat import Chat, Entry
from demo.simulator.ui.options import PageOptions
from demo.simulator.ui.state import entry_state, whole_state
from demo.simulator.world import World

_KEEP_ALIVE_S = 15.0


@dataclass(slots=True)
class EventStream:
    """Server-sent events to every open page: the whole state first, then each change."""

    world: World
    options: PageOptions
    _pages: set[asyncio.Queue[JsonValue]] = field(default_factory=set)

    def on_entry(self, chat: Chat, entry: Entry) -> None:
        """Publishes an event of a chat."""
        if self._pages:
            self.publish(entry_state(self.world, chat, entry))

    def publish(self, event: JsonValue) -> None:
        """Sends an event to every open page."""
        for page in self._pages:
            page.put_nowait(event)

    def close(self) -> None:
        """Ends all streams."""
        self.publish(None)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Sends events to one page until it is closed."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        events: asyncio.Queue[JsonValue] = asyncio.Queue()
        events.put_nowait(whole_state(self.world, self.options))
        self._pages.add(events)
        try:
            while await self._send_next(response, events):
                pass
        except ConnectionResetError:
            return response
        finally:
            self._pages.discard(events)
        return response

    async def _send_next(
        self, response: web.StreamResponse, events: asyncio.Queue[JsonValue]
    ) -> bool:
        try:
            async with asyncio.timeout(_KEEP_ALIVE_S):
                event = await events.get()
        except TimeoutError:
            await response.write(b": still here\n\n")
            return True
        if event is None:
            return False
        await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
        return True
