"""Measures the time of each part of the program without changing its code."""

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
"""A class or module, and the name of one of its functions."""


class Stopwatch:
    """Assigns every moment to one part of the program: the innermost that runs.

    Only for programs without concurrency.
    """

    def __init__(self, outermost: str) -> None:
        self._owners = [outermost]
        self._since = perf_counter()
        self._seconds: dict[str, float] = defaultdict(float)
        self._cpu_began = process_time()
        self.cpu_ms = 0.0

    def start(self) -> None:
        """Restart the measurement."""
        self._seconds.clear()
        self._since, self._cpu_began = perf_counter(), process_time()

    def read_ms(self) -> dict[str, float]:
        """Return the milliseconds of each part so far; sets `cpu_ms` of this process."""
        self._charge()
        self.cpu_ms = (process_time() - self._cpu_began) * 1000
        return {part: seconds * 1000 for part, seconds in self._seconds.items()}

    @contextmanager
    def watching(self, parts: dict[str, list[Watched]]) -> Iterator[None]:
        """Watch the functions of each part inside the context."""
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
    """Measures the longest round of event loop callbacks; keeps the loop busy.

    It counts CPU time, so that other load on the machine does not matter.
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
