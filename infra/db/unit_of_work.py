from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from sqlalchemy import CursorResult, Executable
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from infra.db.constraints import translated_errors

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class SqlaUnitOfWork:
    """A transaction on its own connection, which is held only inside the context.

    One instance serves one task; it can be entered again after it was left.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection | None = None

    async def __aenter__(self) -> Self:
        """Get a connection from the pool."""
        if self._connection is not None:
            raise RuntimeError("a unit of work is not entered twice at a time")
        with translated_errors():
            self._connection = await self._engine.connect()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Roll back uncommitted changes and return the connection to the pool."""
        connection, self._connection = self._required_connection(), None
        await connection.close()

    async def commit(self) -> None:
        """Commit the changes."""
        with translated_errors():
            await self._required_connection().commit()

    async def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement of a gateway; translates database errors into domain errors."""
        with translated_errors():
            return await self._required_connection().execute(statement, parameters)

    def _required_connection(self) -> AsyncConnection:
        if self._connection is None:
            raise RuntimeError("a gateway is used within a unit of work only")
        return self._connection
