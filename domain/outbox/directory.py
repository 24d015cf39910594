from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.outbox.recipient import Contact, Recipient
from domain.shared.ids import UserId


class Directory(Protocol):
    """Looks up recipients and contacts of messages."""

    async def get_recipient(self, user_id: UserId) -> Recipient | None:
        """Return a user, `None` if they cannot receive messages."""
        ...

    async def list_admins(self, account_ids: Collection[int]) -> tuple[Recipient, ...]:
        """Return the reachable admins: users with the role, and those of `account_ids`."""
        ...

    async def get_contact(self, user_id: UserId) -> Contact | None:
        """Return the name and phone of a client."""
        ...

    async def mark_unreachable(self, user_id: UserId, now: datetime) -> None:
        """Record that the user cannot receive messages."""
        ...
