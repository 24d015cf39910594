"""Stores incoming updates; all times are the database's, so clocks of processes do not matter.

Each statement commits by itself, so that it takes one round trip.
"""

import json
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID, uuid4

from sqlalchemy import Delete, Executable, Row, Update, delete, func, or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from infra.db.constraints import translated_errors
from infra.db.tables import incoming_updates as inbox

LEASE = timedelta(seconds=45)
"""A process that has not renewed its lease for so long has ended."""

KNOWN_FOR = timedelta(days=2)
"""Telegram keeps an update for 24 hours."""

MOST_ATTEMPTS = 2
"""An update whose handling twice ended the process is not handled again."""

_NOW = func.now()


class Storable(Protocol):
    """An update as Telegram wrote it."""

    @property
    def update_id(self) -> int:
        """Its number, unique for a bot."""
        ...

    @property
    def body(self) -> Any:
        """All of it, as JSON can hold it."""
        ...


class SqlaInbox:
    """The updates of one bot, those of this process marked as its own."""

    def __init__(self, engine: AsyncEngine, bot_id: int) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._bot_id = bot_id
        self._owner: UUID = uuid4()

    async def store(self, updates: Sequence[Storable]) -> frozenset[int]:
        """Store updates and return the ids of the new ones: one statement."""
        rows = [
            {
                "bot_id": self._bot_id,
                "update_id": update.update_id,
                "body": json.dumps(update.body),
                "owner": self._owner,
                "lease_until": _NOW + LEASE,
                "received_at": _NOW,
            }
            for update in updates
        ]
        statement = insert(inbox).values(rows).on_conflict_do_nothing().returning(inbox.c.update_id)
        return frozenset(row.update_id for row in await self._read(statement))

    async def finish(self, update_ids: Collection[int]) -> None:
        """Remove the content of handled updates: one statement."""
        mine = inbox.c.bot_id == self._bot_id, inbox.c.update_id.in_(update_ids)
        await self._write(update(inbox).where(*mine).values(handled_at=_NOW, body=None))

    async def take_over(self, *, all_processes: bool) -> Sequence[Any]:
        """Return the updates of processes that ended, of all others if `all_processes`.

        They are read in their order: one statement.
        """
        is_left = inbox.c.lease_until < _NOW
        if all_processes:
            is_left = or_(is_left, inbox.c.owner != self._owner)
        left = (
            update(inbox)
            .where(inbox.c.bot_id == self._bot_id, inbox.c.handled_at.is_(None), is_left)
            .where(inbox.c.attempts < MOST_ATTEMPTS)
            .values(owner=self._owner, lease_until=_NOW + LEASE, attempts=inbox.c.attempts + 1)
            .returning(inbox.c.update_id, inbox.c.body)
        )
        found = sorted(await self._read(left))
        return [json.loads(row.body) for row in found if row.body is not None]

    async def renew(self) -> None:
        """Keep the unfinished updates of this process, and forget old ones: two statements."""
        await self._write(
            self._of_mine().values(lease_until=_NOW + LEASE),
            delete(inbox).where(inbox.c.received_at < _NOW - KNOWN_FOR),
        )

    async def release(self) -> None:
        """Leave unfinished updates to other processes: one statement.

        They were not begun, so this was no attempt.
        """
        await self._write(
            self._of_mine().values(
                lease_until=_NOW - timedelta(seconds=1), attempts=inbox.c.attempts - 1
            )
        )

    def _of_mine(self) -> Update:
        return update(inbox).where(
            inbox.c.bot_id == self._bot_id,
            inbox.c.handled_at.is_(None),
            inbox.c.owner == self._owner,
        )

    async def _write(self, *statements: Update | Delete) -> None:
        with translated_errors():
            async with self._engine.connect() as connection:
                for statement in statements:
                    await connection.execute(statement)

    async def _read(self, statement: Executable) -> Sequence[Row[*tuple[Any, ...]]]:
        with translated_errors():
            async with self._engine.connect() as connection:
                return (await connection.execute(statement)).all()
