"""A test that takes too long is cancelled, so that what it started is ended in order."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import iscoroutinefunction

import pytest

from demo.timeouts import scaled

CLEANUP_S = scaled(120)
"""Time for a cancelled test to clean up; after it pytest-timeout ends the test."""


def limit_time(item: pytest.Function) -> None:
    """Give a test the seconds of its `timeout` mark, or of the settings, on this machine."""
    mark = item.get_closest_marker("timeout")
    limit_s = scaled(float(mark.args[0] if mark else item.config.getini("timeout")))
    item.add_marker(pytest.mark.timeout(limit_s + CLEANUP_S), append=False)
    if iscoroutinefunction(item.obj):
        item.obj = cancelled_after(limit_s, item.obj)


def cancelled_after(
    limit_s: float, test: Callable[..., Awaitable[None]]
) -> Callable[..., Awaitable[None]]:
    """Return a test that is cancelled after so many seconds."""

    @wraps(test)
    async def limited(*arguments: object, **fixtures: object) -> None:
        async with asyncio.timeout(limit_s):
            await test(*arguments, **fixtures)

    return limited
