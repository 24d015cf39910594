from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import create_async_engine

from demo.stage import TIMEZONE
from demo.tour.statements import (
    BOOKING,
    CLIENT_OF,
    DAYS_OFF,
    LAST_REASON,
    NEWEST,
    NEWEST_CALLED,
    PAID_AT_VENUE,
    PAYMENTS,
    RECORD,
    REMINDERS,
    TABLES,
    VISITS,
    VISITS_ON,
    WORKS_AS,
)
from demo.tour.written import WrittenBooking, WrittenItem, WrittenPayment, WrittenRecord


class Witness:
    """Reads the database over its own connection, to check the claims of the chats."""

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(url)

    async def items_of(self, telegram_id: int) -> list[WrittenItem]:
        """Return all items that a person has booked, visit by visit."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(VISITS, {"telegram_id": telegram_id})
            return [WrittenItem(*row) for row in rows]

    async def visits_of(self, telegram_id: int) -> int:
        """Return how many confirmed visits a person has."""
        return len({item.booking_id for item in await self.items_of(telegram_id)})

    async def newest_of(self, telegram_id: int) -> WrittenBooking:
        """Return the newest visit of a person, in any status."""
        return await self._found(NEWEST, telegram_id=telegram_id)

    async def newest_called(self, name: str) -> WrittenBooking:
        """Return the newest visit of a client without a chat, by name."""
        return await self._found(NEWEST_CALLED, name=name)

    async def booking(self, booking_id: int) -> WrittenBooking:
        """Return a visit by its number."""
        async with self._engine.connect() as connection:
            found = await connection.execute(BOOKING, {"booking_id": booking_id})
            payments = await connection.execute(PAYMENTS, {"booking_id": booking_id})
            written = tuple(WrittenPayment(*payment) for payment in payments)
            return WrittenBooking(**found.mappings().one(), payments=written)

    async def last_reason_of(self, booking_id: int) -> str:
        """Return the reason of the last change of a visit."""
        return str(await self._value(LAST_REASON, booking_id=booking_id))

    async def reminded_starts_of(self, booking_id: int) -> list[datetime]:
        """Return the starts for which reminders of the visit wait."""
        async with self._engine.connect() as connection:
            found = await connection.scalars(REMINDERS, {"booking_id": booking_id})
            return list(found)

    async def record_of(self, telegram_id: int) -> WrittenRecord:
        """Return how often a client came and how often not."""
        async with self._engine.connect() as connection:
            found = await connection.execute(RECORD, {"telegram_id": telegram_id})
            return WrittenRecord(*found.one())

    async def works_as(self, telegram_id: int) -> list[str]:
        """Return the names of the masters linked to a person."""
        async with self._engine.connect() as connection:
            found = await connection.scalars(WORKS_AS, {"telegram_id": telegram_id})
            return list(found)

    async def client_of(self, booking_id: int) -> str:
        """Return the name of the visit's client."""
        return str(await self._value(CLIENT_OF, booking_id=booking_id))

    async def visits_on(self, day: date, master: str) -> list[int]:
        """Return the ids of a master's active visits on a day at the salon."""
        async with self._engine.connect() as connection:
            found = await connection.scalars(
                VISITS_ON, {"day": day, "master": master, "zone": TIMEZONE}
            )
            return list(found)

    async def days_off_of(self, master: str) -> list[date]:
        """Return the days off of a master."""
        async with self._engine.connect() as connection:
            found = await connection.scalars(DAYS_OFF, {"master": master})
            return list(found)

    async def paid_at_venue_since(self, moment: datetime) -> int:
        """Return how much was paid at the venue, in minor units."""
        return int(str(await self._value(PAID_AT_VENUE, since=moment)))

    async def everything(self) -> Mapping[str, str]:
        """Return a fingerprint of each table, to detect later writes."""
        async with self._engine.connect() as connection:
            names = await connection.scalars(TABLES)
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
    return text(f'SELECT md5({rows}) FROM "{table}" one')  # noqa: S608 - names from the catalogue
