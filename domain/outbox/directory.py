from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.outbox.recipient import Contact, Recipient
from domain.shared.ids import UserId


class Directory(Protocol):
    """Knows who can be told, and how they are addressed."""

    async def get_recipient(self, user_id: UserId) -> Recipient | None:
        """Return a person who can be written to."""
        ...

    async def list_admins(self, account_ids: Collection[int]) -> tuple[Recipient, ...]:
        """Return the admins who can be written to: those marked so, and those given."""
        ...

    async def get_contact(self, user_id: UserId) -> Contact | None:
        """Return who a client is."""
        ...

    async def mark_unreachable(self, user_id: UserId, now: datetime) -> None:
        """Remember that the person takes no messages."""
        ...
