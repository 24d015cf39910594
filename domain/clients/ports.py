from typing import Protocol
from zoneinfo import ZoneInfo

from domain.clients.model import Client, TelegramProfile
from domain.shared.ids import UserId


class ClientGateway(Protocol):
    """Reads and writes the people who use the chat."""

    async def get_by_telegram_id(self, telegram_id: int) -> Client | None:
        """Return the person, with the roles and flags of this moment."""
        ...

    async def register(self, profile: TelegramProfile, language: str) -> Client:
        """Write a person who is new; one who is there already (a race) gets the new name.

        Either can be written to from now on.
        """
        ...

    async def save_language(self, user_id: UserId, language: str) -> None:
        """Remember the language that the person chose."""
        ...

    async def save_timezone(self, user_id: UserId, timezone: ZoneInfo | None) -> None:
        """Remember the person's own timezone; `None` is the location's."""
        ...
