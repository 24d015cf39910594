from datetime import UTC, datetime, timedelta


class SystemClock:
    """The one place that reads the clock; `offset` moves the demo's present forward."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC) + self.offset
