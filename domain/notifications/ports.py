from collections.abc import Sequence
from typing import Protocol

from domain.notifications.model import OutboxMessage


class Outbox(Protocol):
    """Where messages wait, written in the transaction of the change that causes them."""

    async def add(self, messages: Sequence[OutboxMessage]) -> None:
        """Write the messages; one whose key is there already stays as it is."""
        ...
