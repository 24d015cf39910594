from datetime import datetime
from typing import Protocol

from domain.shared.ids import UserId


class AdminGroupGateway(Protocol):
    """Knows the Telegram group in which the admins are told; never commits."""

    async def connect(self, chat_id: int, admin_id: UserId, now: datetime) -> None:
        """Tell them in this group from now on, and in no other."""
        ...

    async def disconnect(self, chat_id: int) -> bool:
        """Tell them there no longer; return whether they were."""
        ...

    async def rename(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group to which Telegram has given another id."""
        ...

    async def get_connected(self) -> int | None:
        """Return the id of the group's chat."""
        ...
