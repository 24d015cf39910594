"""Records the statements that the program sends."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

Sent = tuple[str, Any]
"""A statement with its parameters as the driver gets them; a list of tuples for many rows."""


@contextmanager
def queries_of(engine: AsyncEngine) -> Iterator[list[Sent]]:
    """Collect the statements sent inside the context."""
    sent: list[Sent] = []

    def note(
        _connection: object, _cursor: object, statement: str, parameters: Any, *_: object
    ) -> None:
        sent.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)
