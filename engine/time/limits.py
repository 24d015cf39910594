"""Limits of one request: far above any real visit, low enough for a quick answer.

Above a limit, pydantic rejects the request with an error that names the field.
"""

from datetime import date, timedelta

MAX_MINUTES = 7 * 24 * 60
"""Of a duration, a gap or a buffer."""

MAX_SERVICES = 30
"""Services of one request."""

MAX_UNORDERED_SERVICES = 8
"""Services in any order, or in one parallel group."""

MAX_OVERLAPPING = 6
"""Items that may overlap: services times people."""

MAX_GROUP = 50
"""People of one group, and items that start at one moment."""

MAX_RESOURCES = 5_000
"""Resources that one service may choose from."""

MAX_WINDOWS = 50_000
"""Free windows of one resource."""

MAX_DAYS = 3_660
"""Days between the first and the last service of a request, and days of one search."""


def ensure_count(name: str, value: object, least: int = 1) -> None:
    """Check that a value is a whole number of at least `least`.

    Raises:
        ValueError: It is not. The message names the argument.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} must be a whole number from {least} on, not {value!r}")


LAST_DAY = date.max - timedelta(days=MAX_DAYS + 60)
"""The last day that can be searched: the days after it must still be valid dates."""
