from types import TracebackType
from typing import Protocol, Self


class UnitOfWork(Protocol):
    """One transaction: rolled back on leaving unless `commit` was called.

    Services enter it around every use of a gateway, so that no connection is held
    during calls to a messenger or a provider.
    """

    async def __aenter__(self) -> Self:
        """Begin the transaction."""
        ...

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Roll back uncommitted changes and release the connection."""
        ...

    async def commit(self) -> None:
        """Commit the changes."""
        ...
