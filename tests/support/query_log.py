from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


@contextmanager
def queries_of(engine: AsyncEngine) -> Iterator[list[str]]:
    """Collect the statements that the engine's connections send."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    with _listening(engine, "before_cursor_execute", note):
        yield statements


@contextmanager
def transactions_of(engine: AsyncEngine) -> Iterator[list[object]]:
    """Collect the transactions that the engine's connections begin."""
    transactions: list[object] = []
    with _listening(engine, "begin", transactions.append):
        yield transactions


@contextmanager
def _listening(engine: AsyncEngine, name: str, listener: Any) -> Iterator[None]:
    event.listen(engine.sync_engine, name, listener)
    try:
        yield
    finally:
        event.remove(engine.sync_engine, name, listener)
