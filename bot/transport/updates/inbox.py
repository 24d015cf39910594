from collections.abc import Collection, Sequence
from typing import Protocol

from bot.transport.updates.raw_update import RawUpdate


class Inbox(Protocol):
    """Stores updates from their arrival until they are handled, so that a kill loses none.

    All processes of a bot share it. Its methods raise `StorageUnavailableError`, or
    `RetryableError` while the database is busy.
    """

    async def store(self, updates: Sequence[RawUpdate]) -> frozenset[int]:
        """Store updates and return the ids of the new ones: Telegram may send one repeatedly."""
        ...

    async def finish(self, update_ids: Collection[int]) -> None:
        """Remove the content of handled updates; their ids stay known for two days."""
        ...

    async def take_over(self, *, all_processes: bool) -> Sequence[object]:
        """Take unfinished updates of processes that ended, of all others if none can be running.

        An update is taken over once: one that ends the process must not do so again and again.
        """
        ...

    async def renew(self) -> None:
        """Report that this process is alive and its updates are its own."""
        ...

    async def release(self) -> None:
        """Leave unfinished updates to other processes, at the end of this one."""
        ...
