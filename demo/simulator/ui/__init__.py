"""The web page of the simulator: several chats side by side, over JSON and server-sent events."""

from demo.simulator.ui.options import PageOptions
from demo.simulator.ui.routes import Page
from demo.simulator.ui.stream import EventStream

__all__ = ["EventStream", "Page", "PageOptions"]
