from sqlalchemy import bindparam, func, select, true, update

from domain.shared.ids import UserId
from domain.visit.model import UNKNOWN_RECORD, BookingStatus, ClientRecord
from infra.db.sql import is_one_of
from infra.db.tables import bookings, users
from infra.db.unit_of_work import SqlaUnitOfWork

_RECORD = select(
    users.c.missed_visits,
    users.c.kept_since_missed,
    users.c.is_blocked,
    users.c.telegram_id.is_not(None).label("has_chat"),
).where(users.c.id == bindparam("client_id"))
_LOCKED = _RECORD.with_for_update(key_share=True)  # others may still reference the client

_VISITS = bookings.c.client_id == bindparam("counted_id")
_IS_MISSED = is_one_of(bookings.c.status, BookingStatus.NO_SHOW)
_IS_KEPT = is_one_of(bookings.c.status, BookingStatus.COMPLETED)
_LAST_MISSED_AT = (
    select(func.max(bookings.c.starts_at)).where(_VISITS, _IS_MISSED).scalar_subquery()
)
_SINCE_MISSED = func.coalesce(bookings.c.starts_at > _LAST_MISSED_AT, true())

_COUNTED = (
    select(
        bookings.c.client_id,
        func.count().filter(_IS_KEPT).label("kept"),
        func.count().filter(_IS_MISSED).label("missed"),
        func.count().filter(_IS_KEPT, _SINCE_MISSED).label("kept_since_missed"),
    )
    .where(_VISITS)
    .group_by(bookings.c.client_id)
    .subquery("counted")
)
RECOUNT = (
    update(users)
    .where(users.c.id == _COUNTED.c.client_id)
    .values(
        kept_visits=_COUNTED.c.kept,
        missed_visits=_COUNTED.c.missed,
        kept_since_missed=_COUNTED.c.kept_since_missed,
    )
)


class SqlaClientRecordGateway:
    """Attendance records of clients, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_record(self, client_id: UserId, *, for_update: bool = False) -> ClientRecord:
        """Return the client's record, or a clean one for an unknown client: one query."""
        query = _LOCKED if for_update else _RECORD
        row = (await self._uow.execute(query, {"client_id": client_id})).one_or_none()
        if row is None:
            return UNKNOWN_RECORD
        return ClientRecord(row.missed_visits, row.kept_since_missed, row.is_blocked, row.has_chat)

    async def recount(self, client_id: UserId) -> None:
        """Recalculate the client's record from the outcomes of their visits: two queries.

        The client is locked first: concurrent writers of outcomes recount after us.
        """
        await self._uow.execute(_LOCKED, {"client_id": client_id})
        await self._uow.execute(RECOUNT, {"counted_id": client_id})
