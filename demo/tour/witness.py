from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

_VISITS = text(
    """
    SELECT b.id, i.start_at, i.end_at, m.name AS master, s.name AS service
    FROM bookings b
    JOIN users u ON u.id = b.client_id
    JOIN booking_items i ON i.booking_id = b.id
    JOIN masters m ON m.id = i.master_id
    JOIN services s ON s.id = i.service_id
    WHERE u.telegram_id = :telegram_id AND b.status = 'confirmed'
    ORDER BY b.id, i.position
    """
)


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """One service of a confirmed visit, as the database holds it."""

    booking_id: int
    start_at: datetime
    end_at: datetime
    master: str
    service: str


class Witness:
    """Reads the database over a connection of its own, to check what the chats claim."""

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(url)

    async def items_of(self, telegram_id: int) -> list[WrittenItem]:
        """Return everything that a person has booked, visit by visit."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(_VISITS, {"telegram_id": telegram_id})
            return [WrittenItem(*row) for row in rows]

    async def visits_of(self, telegram_id: int) -> int:
        """Return how many confirmed visits a person has."""
        return len({item.booking_id for item in await self.items_of(telegram_id)})

    async def close(self) -> None:
        """Close the connection."""
        await self._engine.dispose()
