"""A book of visits to look through: written by hand, so that many of them cost little."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import insert

from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.visit.model import BookingSource, BookingStatus
from domain.visit_queries.booking_filter import BookingFilter
from domain.visit_queries.list_bookings import BookingPage, ListBookings
from infra.db import tables
from tests.support.database import DatabaseFactory

ADMIN = Identity(UserId(0), frozenset({Role.CLIENT, Role.ADMIN}))
HOUR = timedelta(hours=1)


@dataclass(kw_only=True)
class BookingsFixture:
    """A shop where Mia cuts hair and colours it, and Tom cuts; Ann and Bob are its clients."""

    database: DatabaseFactory
    shop: LocationId
    cut: ServiceId
    colour: ServiceId
    mia: MasterId
    tom: MasterId
    ann: UserId
    bob: UserId

    async def write(
        self,
        start_at: datetime,
        *items: tuple[ServiceId, MasterId],
        client: UserId | None = None,
        status: BookingStatus = BookingStatus.CONFIRMED,
        hold_expires_at: datetime | None = None,
        shop: LocationId | None = None,
    ) -> BookingId:
        """Write a visit of an hour for each item; without any, Ann's hair is cut by Mia."""
        items = items or ((self.cut, self.mia),)
        booking_id = await self.database.add(
            tables.bookings,
            location_id=shop or self.shop,
            client_id=client or self.ann,
            status=status,
            hold_expires_at=hold_expires_at,
            source=BookingSource.CLIENT,
            request_key=uuid4(),
            price_minor=3000,
            currency="EUR",
            starts_at=start_at,
            ends_at=start_at + len(items) * HOUR,
        )
        rows = [
            {
                "booking_id": booking_id,
                "position": n,
                "status": status,
                "service_id": service_id,
                "master_id": master_id,
                "lane": booking_id,  # nobody is in anybody's way
                "start_at": start_at + n * HOUR,
                "end_at": start_at + (n + 1) * HOUR,
                "blocked_until": start_at + (n + 1) * HOUR,
                "price_minor": 3000,
            }
            for n, (service_id, master_id) in enumerate(items)
        ]
        await self.database.execute(insert(tables.booking_items).values(rows))
        return BookingId(booking_id)

    async def page(
        self, wanted: BookingFilter | None = None, page: int = 0, admin: Identity = ADMIN
    ) -> BookingPage:
        """Look at a page."""
        return await self.service().execute(admin, wanted or BookingFilter(), page)

    def service(self) -> ListBookings:
        """Return the service, over a connection of its own."""
        return self.database.services().get(ListBookings)

    async def ids(self, wanted: BookingFilter | None = None, page: int = 0) -> list[BookingId]:
        """Return the visits of a page."""
        return ids_of(await self.page(wanted, page))


def ids_of(page: BookingPage) -> list[BookingId]:
    """Return the visits of a page."""
    return [line.booking_id for line in page.lines]


async def open_bookings_fixture(database: DatabaseFactory) -> BookingsFixture:
    """Furnish the shop."""
    shop = await database.open_location()
    cut, colour = await database.sell(shop, "Cut"), await database.sell(shop, "Colour")
    mia = await database.hire(shop, cut, colour, name="Mia")
    tom = await database.hire(shop, cut, name="Tom")
    ann, bob = await database.meet("Ann"), await database.meet("Bob")
    return BookingsFixture(
        database=database,
        shop=shop,
        cut=cut,
        colour=colour,
        mia=mia,
        tom=tom,
        ann=ann.user_id,
        bob=bob.user_id,
    )


def every(size: int, ids: Sequence[BookingId]) -> list[list[BookingId]]:
    """Cut ids into pages."""
    return [list(ids[start : start + size]) for start in range(0, len(ids), size)]
