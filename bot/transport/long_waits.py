from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONG_S = 3.0
"""A user who waits longer is notified."""

_notify: ContextVar[list[Callable[[], Awaitable[None]]]] = ContextVar("notify_of_long_wait")


@contextmanager
def notified_of_long_wait(notify: Callable[[], Awaitable[None]]) -> Iterator[None]:
    """Call `notify` once if a request inside the block has to wait for Telegram's limits."""
    token = _notify.set([notify])
    try:
        yield
    finally:
        _notify.reset(token)


async def expect_wait(seconds: float) -> None:
    """Notify whoever waits for the current request, if it takes long and they do not know."""
    callbacks = _notify.get([])
    if seconds > LONG_S and callbacks:
        await callbacks.pop()()
