"""Waiting for an event that another process or task decides."""

import asyncio
from collections.abc import Awaitable, Callable

from demo.timeouts import scaled

TIMEOUT_S = scaled(120)
"""A long timeout costs nothing when the event arrives."""

LOOK_EVERY_S = 0.02


async def wait_until(condition: Callable[[], bool]) -> None:
    """Return as soon as a condition holds.

    Raises:
        TimeoutError: it did not within `TIMEOUT_S`.
    """
    async with asyncio.timeout(TIMEOUT_S):
        while not condition():  # noqa: ASYNC110 - nothing tells when another process is there
            await asyncio.sleep(LOOK_EVERY_S)


async def wait_for_value(condition: Callable[[], Awaitable[bool]]) -> None:
    """Return as soon as a condition that has to be looked up holds.

    Raises:
        TimeoutError: it did not within `TIMEOUT_S`.
    """
    async with asyncio.timeout(TIMEOUT_S):
        while not await condition():  # noqa: ASYNC110 - see above
            await asyncio.sleep(LOOK_EVERY_S)
