"""Whose time is it? What one thing after another takes, without touching the program's code."""

import asyncio
import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from time import perf_counter, process_time
from typing import Any, Self
from unittest.mock import patch

Watched = tuple[object, str]
"""A class or a module, and the name of a function of it."""


class Stopwatch:
    """Charges every moment to one part of the program: the innermost that is at work.

    Only for programs that do one thing at a time.
    """

    def __init__(self, outermost: str) -> None:
        self._owners = [outermost]
        self._since = perf_counter()
        self._seconds: dict[str, float] = defaultdict(float)
        self._cpu_began = process_time()
        self.cpu_ms = 0.0

    def start(self) -> None:
        """Begin anew."""
        self._seconds.clear()
        self._since, self._cpu_began = perf_counter(), process_time()

    def read_ms(self) -> dict[str, float]:
        """Return the milliseconds of each part so far; `cpu_ms` is this process's share of all."""
        self._charge()
        self.cpu_ms = (process_time() - self._cpu_began) * 1000
        return {part: seconds * 1000 for part, seconds in self._seconds.items()}

    @contextmanager
    def watching(self, parts: dict[str, list[Watched]]) -> Iterator[None]:
        """Watch the functions of each part for a while."""
        with ExitStack() as patches:
            for part, functions in parts.items():
                for owner, name in functions:
                    watched = self._watched(getattr(owner, name), part)
                    patches.enter_context(patch.object(owner, name, watched))
            yield

    def _watched(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        if inspect.iscoroutinefunction(function):

            @wraps(function)
            async def coroutine(*arguments: Any, **named: Any) -> Any:
                with self._owned_by(part):
                    return await function(*arguments, **named)

            return coroutine

        @wraps(function)
        def plain(*arguments: Any, **named: Any) -> Any:
            with self._owned_by(part):
                return function(*arguments, **named)

        return plain

    @contextmanager
    def _owned_by(self, part: str) -> Iterator[None]:
        self._charge()
        self._owners.append(part)
        try:
            yield
        finally:
            self._charge()
            self._owners.pop()

    def _charge(self) -> None:
        now = perf_counter()
        self._seconds[self._owners[-1]] += now - self._since
        self._since = now


class LoopWatch:
    """Measures how long the event loop works in one round of callbacks; keeps it spinning.

    Counted is the processor's time, so that whatever else the machine does is left out.
    """

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._is_on = False
        self._last = 0.0

    def __enter__(self) -> Self:
        self._is_on, self._last = True, process_time()
        asyncio.get_running_loop().call_soon(self._tick)
        return self

    def __exit__(self, *_: object) -> None:
        self._is_on = False

    def _tick(self) -> None:
        now = process_time()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self._last = now
        if self._is_on:
            asyncio.get_running_loop().call_soon(self._tick)
