from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import create_async_engine

from demo.tour.written import WrittenBooking, WrittenItem, WrittenPayment, WrittenRecord

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
_NEWEST_CALLED = text(
    """
    SELECT max(b.id)
    FROM bookings b
    JOIN users u ON u.id = b.client_id
    WHERE u.display_name = :name
    """
)
_BOOKING = text(
    """
    SELECT id, status, starts_at, ends_at, price_minor, deposit_minor, late_minutes, arrived_at,
        confirmed_by_client_at, source
    FROM bookings
    WHERE id = :booking_id
    """
)
_PAYMENTS = text(
    """
    SELECT state, amount_minor, refund_minor, paid_by
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
_RECORD = text("SELECT kept_visits, missed_visits FROM users WHERE telegram_id = :telegram_id")
_WORKS_AS = text(
    """
    SELECT m.name
    FROM masters m
    JOIN users u ON u.id = m.user_id
    WHERE u.telegram_id = :telegram_id
    ORDER BY m.id
    """
)
_CLIENT_OF = text(
    """
    SELECT u.display_name
    FROM bookings b
    JOIN users u ON u.id = b.client_id
    WHERE b.id = :booking_id
    """
)
_PAID_AT_VENUE = text(
    """
    SELECT coalesce(sum(amount_minor), 0)
    FROM payments
    WHERE paid_by IS NOT NULL AND state = 'paid' AND paid_at >= :since
    """
)
_TABLES = text(
    """
    SELECT table_name
    FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_name <> 'outbox_messages'
    """
)
"""All but what workers write at any time."""


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
        return await self._found(_NEWEST, telegram_id=telegram_id)

    async def newest_called(self, name: str) -> WrittenBooking:
        """Return what was booked last for somebody who has no chat, by their name."""
        return await self._found(_NEWEST_CALLED, name=name)

    async def booking(self, booking_id: int) -> WrittenBooking:
        """Return a visit by its number."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_BOOKING, {"booking_id": booking_id})
            payments = await connection.execute(_PAYMENTS, {"booking_id": booking_id})
            written = tuple(WrittenPayment(*payment) for payment in payments)
            return WrittenBooking(**found.mappings().one(), payments=written)

    async def last_reason_of(self, booking_id: int) -> str:
        """Return why the last change of a visit was made."""
        return str(await self._value(_LAST_REASON, booking_id=booking_id))

    async def reminded_starts_of(self, booking_id: int) -> list[datetime]:
        """Return of which starts the client is still to be reminded."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_REMINDERS, {"booking_id": booking_id})
            return list(found.scalars())

    async def record_of(self, telegram_id: int) -> WrittenRecord:
        """Return how often a client came, and how often not."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_RECORD, {"telegram_id": telegram_id})
            return WrittenRecord(*found.one())

    async def works_as(self, telegram_id: int) -> list[str]:
        """Return the names of the masters who a person is."""
        async with self._engine.connect() as connection:
            found = await connection.execute(_WORKS_AS, {"telegram_id": telegram_id})
            return list(found.scalars())

    async def client_of(self, booking_id: int) -> str:
        """Return whose visit it is."""
        return str(await self._value(_CLIENT_OF, booking_id=booking_id))

    async def paid_at_venue_since(self, moment: datetime) -> int:
        """Return how much was paid at the venue, in minor units."""
        return int(str(await self._value(_PAID_AT_VENUE, since=moment)))

    async def everything(self) -> Mapping[str, str]:
        """Return a fingerprint of each table, to see afterwards whether anything was written."""
        async with self._engine.connect() as connection:
            names = list((await connection.execute(_TABLES)).scalars())
            return {name: str(await connection.scalar(_fingerprint(name))) for name in names}

    async def close(self) -> None:
        """Close the connection."""
        await self._engine.dispose()

    async def _found(self, statement: TextClause, **values: object) -> WrittenBooking:
        return await self.booking(int(str(await self._value(statement, **values))))

    async def _value(self, statement: TextClause, **values: object) -> object:
        async with self._engine.connect() as connection:
            return (await connection.execute(statement, values)).scalar_one()


def _fingerprint(table: str) -> TextClause:
    rows = "string_agg(one::text, '|' ORDER BY one::text)"
    return text(f'SELECT md5({rows}) FROM "{table}" one')  # noqa: S608 - names of the catalogue
