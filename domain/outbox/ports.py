from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.outbox.message import (
    Bundle,
    Channel,
    DueMessage,
    MessageKind,
    MessageState,
    OutboxMessage,
)
from domain.shared.ids import MessageId, UserId


class Outbox(Protocol):
    """Where messages wait, written in the transaction of the change that causes them."""

    async def add(self, messages: Sequence[OutboxMessage]) -> None:
        """Write the messages; one whose key is there already stays as it is."""
        ...


class OutboxGateway(Protocol):
    """Hands due messages out to those who deliver them; never commits."""

    async def claim(
        self,
        channel: Channel,
        kinds: Collection[MessageKind],
        now: datetime,
        lease_until: datetime,
        limit: int,
        most_of_one: int,
    ) -> tuple[DueMessage, ...]:
        """Return due messages that nobody else has, oldest first; each attempt is counted.

        Of one recipient there are at most `most_of_one`: many to one do not hold up the others.
        Other kinds are left to processes of another release, which know them.
        """
        ...

    async def finish(
        self, due: DueMessage, state: MessageState, now: datetime, problem: str = ""
    ) -> None:
        """Write what became of a message: nobody tries it again."""
        ...

    async def retry(
        self, due: DueMessage, at: datetime, problem: str, *, counts: bool = True
    ) -> None:
        """Let a message be tried again; an attempt that does not count is taken back.

        Nothing happens where the lease ended and somebody else has the message.
        """
        ...

    async def get_messages(self, ids: Sequence[MessageId]) -> tuple[OutboxMessage, ...]:
        """Return messages, whatever became of them, in the order of their ids."""
        ...

    async def lock_bundles(self) -> None:
        """Keep others from bundling until the transaction ends."""
        ...

    async def get_last_bundle(self, admin_id: UserId | None) -> Bundle | None:
        """Return the newest bundle of an admin, or of the admins' group."""
        ...

    async def open_bundle(
        self, admin_id: UserId | None, due_at: datetime, part: MessageId, correlation_id: str
    ) -> None:
        """Begin a bundle with its first part."""
        ...

    async def join_bundle(self, bundle_id: MessageId, part: MessageId, most: int) -> bool:
        """Add a part; `False` where the bundle was claimed by somebody, or has `most` already."""
        ...
