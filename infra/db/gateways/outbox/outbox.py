from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Select,
    Text,
    and_,
    any_,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from structlog.contextvars import get_contextvars

from domain.outbox.message import (
    Audience,
    Bundle,
    Channel,
    DueMessage,
    MessageKind,
    MessageState,
    OutboxMessage,
)
from domain.shared.ids import MessageId, UserId
from infra.db.gateways.outbox.facts import facts_of, facts_values
from infra.db.rows import AnyRow
from infra.db.tables import outbox_messages
from infra.db.unit_of_work import SqlaUnitOfWork
from infra.db.wake_up import WAKE_UP

BUNDLING_LOCK = -1
"""No conflict with the lock keys of bots, which are positive ids."""

_OUTBOX = outbox_messages.c
_IS_WAITING = text(
    "outbox_messages.state = 'waiting'"
)  # a literal, so that the partial index is used
_IS_BUNDLE = text(f"kind = '{MessageKind.ADMIN_BUNDLE}'")

LOOK_AHEAD = 200
"""A batch is chosen among this number of due messages."""

_IS_DUE = and_(
    _IS_WAITING,
    _OUTBOX.channel == bindparam("wanted_channel"),
    _OUTBOX.kind == any_(bindparam("kinds", type_=ARRAY(Text))),
    _OUTBOX.attempt_at <= bindparam("now"),
)

_OLDEST = (
    select(_OUTBOX.id, _OUTBOX.recipient_id, _OUTBOX.attempt_at)
    .where(_IS_DUE)
    .order_by(_OUTBOX.attempt_at, _OUTBOX.id)
    .limit(LOOK_AHEAD)
    .subquery("oldest")
)

# The position among the messages of its recipient; one without a recipient counts alone.
_TURN = func.row_number().over(
    partition_by=func.coalesce(_OLDEST.c.recipient_id, -_OLDEST.c.id),
    order_by=(_OLDEST.c.attempt_at, _OLDEST.c.id),
)

_IN_TURN = select(_OLDEST.c.id.label("message_id"), _TURN.label("turn")).subquery("in_turn")

# Due messages that no other process has locked; materialized, so that they are read once.
_DUE = (
    select(_OUTBOX.id)
    .join(_IN_TURN, _IN_TURN.c.message_id == _OUTBOX.id)
    .where(_IN_TURN.c.turn <= bindparam("most_of_one"), _IS_DUE)
    .order_by(_OUTBOX.attempt_at, _OUTBOX.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=outbox_messages)
    .cte("due", nesting=False)
    .prefix_with("MATERIALIZED")
)

_CLAIM = (
    update(outbox_messages)
    .where(_OUTBOX.id == _DUE.c.id)
    .values(attempts=_OUTBOX.attempts + 1, attempt_at=bindparam("lease_until"))
    .returning(outbox_messages)
)

_BY_IDS = (
    select(outbox_messages)
    .where(_OUTBOX.id == any_(bindparam("ids", type_=ARRAY(BigInteger))))
    .order_by(_OUTBOX.id)
)


class SqlaOutbox:
    """Waiting messages in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def add(self, messages: Sequence[OutboxMessage]) -> None:
        """Write the messages; one whose key exists already stays unchanged.

        The commit wakes the delivering processes. The correlation id of the update is stored too.
        """
        if messages:
            code = str(get_contextvars().get("correlation_id", ""))
            values = [{**_values(message), "correlation_id": code} for message in messages]
            await self._uow.execute(_insert(values))


class SqlaOutboxGateway:
    """Gives each message to one process at a time."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def claim(
        self,
        channel: Channel,
        kinds: Collection[MessageKind],
        now: datetime,
        lease_until: datetime,
        limit: int,
        most_of_one: int,
    ) -> tuple[DueMessage, ...]:
        """Claim due messages that no other process has, oldest first: one query by a partial index.

        At most `most_of_one` are for the same recipient.
        """
        parameters = {
            "wanted_channel": channel,
            "kinds": list(kinds),
            "now": now,
            "lease_until": lease_until,
            "most": limit,
            "most_of_one": most_of_one,
        }
        rows = (await self._uow.execute(_CLAIM, parameters)).all()
        return tuple(_due(row) for row in sorted(rows, key=lambda row: (row.due_at, row.id)))

    async def finish(
        self, due: DueMessage, state: MessageState, now: datetime, problem: str = ""
    ) -> None:
        """Write the result of a message, even if another process has it: it is not tried again."""
        await self._uow.execute(
            update(outbox_messages)
            .where(_OUTBOX.id == due.id, _IS_WAITING)
            .values(state=state, finished_at=now, problem=problem)
        )

    async def retry(
        self, due: DueMessage, at: datetime, problem: str, *, counts: bool = True
    ) -> None:
        """Schedule another attempt, unless another process has claimed the message."""
        await self._uow.execute(
            update(outbox_messages)
            .where(_OUTBOX.id == due.id, _OUTBOX.attempts == due.attempt, _IS_WAITING)
            .values(attempt_at=at, problem=problem, attempts=due.attempt - (not counts))
        )

    async def get_messages(self, ids: Sequence[MessageId]) -> tuple[OutboxMessage, ...]:
        """Return messages in any state, in the order of their ids."""
        rows = await self._uow.execute(_BY_IDS, {"ids": list(ids)})
        return tuple(_message(row) for row in rows)

    async def lock_bundles(self) -> None:
        """Prevent other processes from bundling until the transaction ends."""
        await self._uow.execute(select(func.pg_advisory_xact_lock(BUNDLING_LOCK)))

    async def get_last_bundle(self, admin_id: UserId | None) -> Bundle | None:
        """Return the newest bundle of an admin, or of the admins' group."""
        found = await self._uow.execute(
            select(_OUTBOX.id, _OUTBOX.due_at)
            .where(_IS_BUNDLE, _OUTBOX.recipient_id == admin_id)  # or "is null"
            .order_by(
                _OUTBOX.recipient_id.desc(), _OUTBOX.due_at.desc()
            )  # in the order of the index
            .limit(1)
        )
        row = found.one_or_none()
        return None if row is None else Bundle(row.id, row.due_at)

    async def open_bundle(
        self, admin_id: UserId | None, due_at: datetime, part: MessageId, correlation_id: str
    ) -> None:
        """Create a bundle with its first part."""
        kind, reader = MessageKind.ADMIN_BUNDLE, admin_id or "group"
        bundle = OutboxMessage(
            f"{kind}:{reader}:{due_at.isoformat()}", kind, None, due_at, recipient_id=admin_id
        )
        values = {**_values(bundle), "parts": [part], "correlation_id": correlation_id}
        await self._uow.execute(_insert([values]))

    async def join_bundle(self, bundle_id: MessageId, part: MessageId, most: int) -> bool:
        """Add a part; `False` if the bundle is claimed, or has `most` parts already."""
        has_room = func.cardinality(_OUTBOX.parts) < most
        unclaimed = (
            select(_OUTBOX.id)
            .where(_OUTBOX.id == bundle_id, _OUTBOX.attempts == 0, has_room, _IS_WAITING)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        joined = await self._uow.execute(
            update(outbox_messages)
            .where(_OUTBOX.id == unclaimed)
            .values(parts=func.array_append(_OUTBOX.parts, part))
        )
        return joined.rowcount == 1


def _insert(values: list[dict[str, object]]) -> Select[*tuple[Any, ...]]:
    """Return the statement that writes messages and wakes the delivering processes: one query."""
    added = (
        insert(outbox_messages)
        .values(values)
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(_OUTBOX.channel)
        .cte("added")
    )
    return select(func.pg_notify(WAKE_UP, added.c.channel)).group_by(added.c.channel)


def _values(message: OutboxMessage) -> dict[str, object]:
    return {
        "key": message.key,
        "kind": message.kind,
        "channel": message.channel,
        "audience": message.audience,
        "recipient_id": message.recipient_id,
        "location_id": message.location_id,
        "booking_id": message.booking_id,
        "facts": facts_values(message.facts),
        "due_at": message.due_at,
        "attempt_at": message.due_at,
    }


def _due(row: AnyRow) -> DueMessage:
    return DueMessage(row.id, _message(row), row.attempts, row.correlation_id, tuple(row.parts))


def _message(row: AnyRow) -> OutboxMessage:
    return OutboxMessage(
        key=row.key,
        kind=MessageKind(row.kind),
        booking_id=row.booking_id,
        due_at=row.due_at,
        channel=Channel(row.channel),
        audience=Audience(row.audience),
        recipient_id=row.recipient_id,
        location_id=row.location_id,
        facts=facts_of(MessageKind(row.kind), row.facts),
    )
