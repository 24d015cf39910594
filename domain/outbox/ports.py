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
    """Stores messages in the transaction of the change that causes them."""

    async def add(self, messages: Sequence[OutboxMessage]) -> None:
        """Store the messages; one whose key exists already stays unchanged."""
        ...


class OutboxGateway(Protocol):
    """Hands due messages out to workers; never commits."""

    async def claim(
        self,
        channel: Channel,
        kinds: Collection[MessageKind],
        now: datetime,
        lease_until: datetime,
        limit: int,
        most_of_one: int,
    ) -> tuple[DueMessage, ...]:
        """Return due messages that no other process has, oldest first; count each attempt.

        One recipient gets at most `most_of_one`, so that many messages to one do not delay the
        others. Other kinds are left to processes of another release, which know them.
        """
        ...

    async def finish(
        self, due: DueMessage, state: MessageState, now: datetime, problem: str = ""
    ) -> None:
        """Store the final state of a message: it is not tried again."""
        ...

    async def retry(
        self, due: DueMessage, at: datetime, problem: str, *, counts: bool = True
    ) -> None:
        """Schedule another attempt; an attempt that does not count is subtracted.

        Nothing happens if the lease ended and another process has the message.
        """
        ...

    async def get_messages(self, ids: Sequence[MessageId]) -> tuple[OutboxMessage, ...]:
        """Return messages in any state, in the order of their ids."""
        ...

    async def lock_bundles(self) -> None:
        """Block other bundling until the transaction ends."""
        ...

    async def get_last_bundle(self, admin_id: UserId | None) -> Bundle | None:
        """Return the newest bundle of an admin, or of the admins' group."""
        ...

    async def open_bundle(
        self, admin_id: UserId | None, due_at: datetime, part: MessageId, correlation_id: str
    ) -> None:
        """Create a bundle with its first part."""
        ...

    async def join_bundle(self, bundle_id: MessageId, part: MessageId, most: int) -> bool:
        """Add a part; return `False` if the bundle was claimed or has `most` parts already."""
        ...
