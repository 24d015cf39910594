from types import TracebackType
from typing import Protocol, Self


class UnitOfWork(Protocol):
    """One transaction: rolled back on leaving unless `commit` was called.

    Services enter it around every use of a gateway, so that no connection is held
    while the program talks to a chat or a provider.
    """

    async def __aenter__(self) -> Self:
        """Begin."""
        ...

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Roll back what was not committed and give the connection back."""
        ...

    async def commit(self) -> None:
        """Make the changes last."""
        ...
