from sqlalchemy import bindparam, select

from domain.booking.model import UNKNOWN_RECORD, ClientRecord
from domain.shared.ids import UserId
from infra.db.tables import users
from infra.db.unit_of_work import SqlaUnitOfWork

_RECORD = select(users.c.missed_visits, users.c.kept_since_missed).where(
    users.c.id == bindparam("client_id")
)
_LOCKED = _RECORD.with_for_update(key_share=True)  # others may go on referring to the client


class SqlaClientRecordGateway:
    """How clients have kept their visits, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_record(self, client_id: UserId, *, for_update: bool = False) -> ClientRecord:
        """Return the client's record, a clean one of who is not known: one query."""
        query = _LOCKED if for_update else _RECORD
        row = (await self._uow.execute(query, {"client_id": client_id})).one_or_none()
        return ClientRecord(row.missed_visits, row.kept_since_missed) if row else UNKNOWN_RECORD
