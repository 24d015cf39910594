from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from infra.clock import SystemClock


class MovingClock:
    """A clock in a file: all processes that read it see it move at once.

    Attributes:
        after_moves: called after each move, for readers that do not poll.
    """

    def __init__(self, file: Path, ahead: timedelta) -> None:
        self.file = file
        self.after_moves: list[Callable[[], Awaitable[None]]] = []
        self._ahead = ahead
        self._write()
        self._clock = SystemClock(file)

    def now(self) -> datetime:
        """Return the current time of the demo, aware, in UTC."""
        return self._clock.now()

    async def move(self, step: timedelta) -> None:
        """Move the clock forward.

        Raises:
            ValueError: the step is negative.
        """
        if step < timedelta():
            raise ValueError(f"{step} would lead into the past")
        self._ahead += step
        self._write()
        for call in self.after_moves:
            await call()

    def _write(self) -> None:
        """Replace the file atomically, so that no reader sees half a number."""
        fresh = self.file.with_suffix(".fresh")
        fresh.write_text(str(self._ahead.total_seconds()))
        fresh.replace(self.file)
