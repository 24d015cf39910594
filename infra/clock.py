from datetime import UTC, datetime, timedelta
from pathlib import Path


class SystemClock:
    """The one place that reads the clock.

    In the demo a file holds the offset in seconds, so that all processes see a change at once.
    Each reading checks whether the file was replaced.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._ahead = timedelta()
        self._seen: tuple[int, int] | None = None

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        if self._file is not None:
            self._look_at(self._file)
        return datetime.now(UTC) + self._ahead

    def _look_at(self, file: Path) -> None:
        stat = file.stat()
        stamp = (stat.st_ino, stat.st_mtime_ns)
        if stamp != self._seen:
            self._ahead = timedelta(seconds=float(file.read_text()))
            self._seen = stamp
