from typing import Protocol
from zoneinfo import ZoneInfo

from domain.clients.model import Client, TelegramProfile
from domain.shared.ids import UserId


class ClientGateway(Protocol):
    """Reads and writes the users of the bot."""

    async def get_by_telegram_id(self, telegram_id: int) -> Client | None:
        """Return the user with their current roles and flags."""
        ...

    async def register(self, profile: TelegramProfile, language: str) -> Client:
        """Add a new user, or update name and region of an existing one (in a race).

        A profile without a region keeps the known one. Either becomes reachable again.
        """
        ...

    async def save_language(self, user_id: UserId, language: str) -> None:
        """Store the language that the user chose."""
        ...

    async def save_timezone(self, user_id: UserId, timezone: ZoneInfo | None) -> None:
        """Store the user's own timezone; `None` is the location's."""
        ...
