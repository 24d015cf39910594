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


_NEWEST = text(
    """
    SELECT max(b.id)
    FROM bookings b
    JOIN users u ON u.id = b.client_id
    WHERE u.telegram_id = :telegram_id
    """
)
_BOOKING = text(
    """
    SELECT id, status, starts_at, deposit_minor, confirmed_by_client_at
    FROM bookings
    WHERE id = :booking_id
    """
)
_PAYMENTS = text(
    """
    SELECT state, amount_minor, refund_minor
    FROM payments
    WHERE booking_id = :booking_id
    ORDER BY id
    """
)
_LAST_REASON = text(
    "SELECT reason FROM booking_events WHERE booking_id = :booking_id ORDER BY id DESC LIMIT 1"
)
_REMINDERS = text(
    """
    SELECT DISTINCT (facts ->> 'start_at')::timestamptz
    FROM outbox_messages
    WHERE kind = 'reminder' AND state = 'waiting' AND booking_id = :booking_id
    """
)


@dataclass(frozen=True, slots=True)
class WrittenPayment:
    """A payment as the database holds it, in minor units."""

    state: str
    amount_minor: int
    refund_minor: int


@dataclass(frozen=True, slots=True)
class WrittenBooking:
    """A visit, standing or not, with every payment for it."""

    id: int
    status: str
    starts_at: datetime
    deposit_minor: int
    confirmed_by_client_at: datetime | None
    payments: tuple[WrittenPayment, ...]

    @property
    def stands(self) -> tuple[str, list[str]]:
        """The status, and the states of the payments."""
        return self.status, [payment.state for payment in self.payments]

    @property
    def went_back_whole(self) -> bool:
        """Whether everything that was paid is written to have gone back."""
        back = [payment.refund_minor for payment in self.payments]
        return back == [payment.amount_minor for payment in self.payments]


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

    async def newest_of(self, telegram_id: int) -> WrittenBooking:
        """Return what a person booked last, whatever became of it."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_NEWEST, {"telegram_id": telegram_id})
            return await self.booking(found.scalar_one())

    async def booking(self, booking_id: int) -> WrittenBooking:
        """Return a visit by its number."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_BOOKING, {"booking_id": booking_id})
            payments = await connection.execute(_PAYMENTS, {"booking_id": booking_id})
            row = found.one()
            return WrittenBooking(
                row.id,
                row.status,
                row.starts_at,
                row.deposit_minor,
                row.confirmed_by_client_at,
                tuple(WrittenPayment(*payment) for payment in payments),
            )

    async def last_reason_of(self, booking_id: int) -> str:
        """Return why the last change of a visit was made."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_LAST_REASON, {"booking_id": booking_id})
            return str(found.scalar_one())

    async def reminded_starts_of(self, booking_id: int) -> list[datetime]:
        """Return of which starts the client is still to be reminded."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_REMINDERS, {"booking_id": booking_id})
            return list(found.scalars())

    async def close(self) -> None:
        """Close the connection."""
        await self._engine.dispose()
