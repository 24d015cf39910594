from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.my_time.ports import DisplacedVisit, Displacement
from domain.shared.ids import BookingId, UserId
from domain.visit.model import BookingStatus
from infra.db.sql import is_one_of
from infra.db.tables import bookings, displacements, locations, users
from infra.db.unit_of_work import SqlaUnitOfWork

MOST_LISTED = 1000

_UNSETTLED = (
    select(
        displacements.c.booking_id,
        displacements.c.start_at,
        displacements.c.displaced_by,
        displacements.c.displaced_at,
        users.c.is_blocked,
    )
    .join(bookings, bookings.c.id == displacements.c.booking_id)
    .join(users, users.c.id == bookings.c.client_id)
    .where(
        displacements.c.settled_at.is_(None),
        ~is_one_of(bookings.c.status, BookingStatus.PENDING, BookingStatus.RESCHEDULE_PROPOSED),
    )
    .order_by(displacements.c.displaced_at, displacements.c.start_at)
)


class SqlaDisplacementGateway:
    """Displaced visits, which need another time, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def add(self, displaced: Sequence[Displacement]) -> None:
        """Write displacements, always in the same order: one query."""
        if not displaced:
            return
        statement = insert(displacements)
        fresh = statement.excluded
        rows = [
            {
                "booking_id": one.booking_id,
                "start_at": one.start_at,
                "displaced_by": one.displaced_by,
                "displaced_at": one.displaced_at,
            }
            for one in sorted(displaced, key=attrgetter("booking_id"))
        ]
        await self._uow.execute(
            statement.on_conflict_do_update(
                index_elements=[displacements.c.booking_id, displacements.c.start_at],
                set_={
                    "displaced_by": fresh.displaced_by,
                    "displaced_at": fresh.displaced_at,
                    "settled_at": None,
                },
            ),
            rows,
        )

    async def list_unsettled(self, limit: int) -> tuple[Displacement, ...]:
        """Return unsettled displacements, the oldest first: one query."""
        found = await self._uow.execute(_UNSETTLED.limit(limit))
        return tuple(Displacement(*row) for row in found)

    async def list_unsettled_of(
        self, displaced_by: UserId, displaced_at: datetime, limit: int
    ) -> tuple[Displacement, ...]:
        """Return unsettled displacements of one change: one query."""
        query = _UNSETTLED.where(
            displacements.c.displaced_by == displaced_by,
            displacements.c.displaced_at == displaced_at,
        )
        return tuple(Displacement(*row) for row in await self._uow.execute(query.limit(limit)))

    async def has_displaced(self, booking_id: BookingId, start_at: datetime) -> bool:
        """Return whether the visit was displaced from that time: one query."""
        noted = exists().where(
            displacements.c.booking_id == booking_id, displacements.c.start_at == start_at
        )
        return bool((await self._uow.execute(select(noted))).scalar_one())

    async def settle(self, displaced: Displacement, now: datetime) -> bool:
        """Mark it as settled; return whether it was unsettled before: one query."""
        settled = await self._uow.execute(
            update(displacements)
            .where(
                displacements.c.booking_id == displaced.booking_id,
                displacements.c.start_at == displaced.start_at,
                displacements.c.displaced_at == displaced.displaced_at,
                displacements.c.settled_at.is_(None),
            )
            .values(settled_at=now)
        )
        return settled.rowcount == 1

    async def list_of(
        self, displaced_by: UserId, displaced_at: datetime
    ) -> tuple[DisplacedVisit, ...]:
        """Return the current state of the visits displaced by one change: one query."""
        query = (
            select(
                displacements.c.booking_id,
                displacements.c.start_at,
                bookings.c.starts_at,
                bookings.c.status,
                displacements.c.settled_at,
                users.c.display_name,
                locations.c.timezone,
            )
            .join(bookings, bookings.c.id == displacements.c.booking_id)
            .join(users, users.c.id == bookings.c.client_id)
            .join(locations, locations.c.id == bookings.c.location_id)
            .where(
                displacements.c.displaced_by == displaced_by,
                displacements.c.displaced_at == displaced_at,
            )
            .order_by(displacements.c.start_at, displacements.c.booking_id)
            .limit(MOST_LISTED)
        )
        return tuple(
            DisplacedVisit(
                booking_id=row.booking_id,
                start_at=row.start_at.astimezone(ZoneInfo(row.timezone)),
                starts_at=row.starts_at,
                status=BookingStatus(row.status),
                is_settled=row.settled_at is not None,
                client_name=row.display_name,
            )
            for row in await self._uow.execute(query)
        )
