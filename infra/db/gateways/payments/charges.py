from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.payments.model import Charge, ChargeKind, Outcome, StoredCharge
from domain.shared.ids import ChargeId
from infra.db.gateways.payments.payment_rows import charge_values, storable, stored_charge_of
from infra.db.tables import charges
from infra.db.unit_of_work import SqlaUnitOfWork

_WAITS = charges.c.settled_at.is_(None)

_STORE = (
    insert(charges)
    .on_conflict_do_nothing(index_elements=["kind", "telegram_charge_id"])
    .returning(charges.c.id)
)

# Failed charges come after untried ones, so that they do not block others.
_NEXT = (
    select(charges)
    .where(
        _WAITS,
        or_(charges.c.attempt_at.is_(None), charges.c.attempt_at <= bindparam("now")),
    )
    .order_by(charges.c.attempts, charges.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)

_TRIED_OFTEN = (
    select(charges.c.id)
    .where(
        _WAITS,
        charges.c.attempts >= bindparam("enough"),
        charges.c.outcome != Outcome.STUCK,
    )
    .with_for_update(skip_locked=True)
    .cte("tried_often")
)
_STUCK = (
    update(charges)
    .where(charges.c.id.in_(select(_TRIED_OFTEN.c.id)))
    .values(outcome=Outcome.STUCK)
    .returning(charges)
)

_ONE = select(charges).where(
    charges.c.kind == bindparam("kind"),
    charges.c.telegram_charge_id == bindparam("telegram_charge_id"),
)


class SqlaChargeGateway:
    """Charges as reported by Telegram and providers, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def store(self, charges: Sequence[Charge], received_at: datetime) -> int:
        """Write the charges and return how many are new: one query."""
        if not charges:
            return 0
        rows = [{**charge_values(charge), "received_at": received_at} for charge in charges]
        return len((await self._uow.execute(_STORE.values(rows))).all())

    async def lock_waiting(self, now: datetime) -> StoredCharge | None:
        """Return and lock the waiting charge with the fewest attempts: one query."""
        row = (await self._uow.execute(_NEXT, {"now": now})).one_or_none()
        return None if row is None else stored_charge_of(row)

    async def note_attempt(self, charge_id: ChargeId, try_again_at: datetime) -> None:
        """Count an attempt to settle a charge: one query."""
        await self._uow.execute(
            update(charges)
            .where(charges.c.id == charge_id)
            .values(attempts=charges.c.attempts + 1, attempt_at=try_again_at)
        )

    async def get(self, kind: ChargeKind, charge_ref: str) -> StoredCharge | None:
        """Return a charge: one query."""
        return await self._one(_ONE, kind, charge_ref)

    async def lock(self, kind: ChargeKind, charge_ref: str) -> StoredCharge | None:
        """Return and lock a charge: one query."""
        return await self._one(_ONE.with_for_update(), kind, charge_ref)

    async def claim_stuck(self, attempts: int) -> tuple[StoredCharge, ...]:
        """Return waiting charges with at least that many attempts, each once: one query."""
        found = await self._uow.execute(_STUCK, {"enough": attempts})
        return tuple(stored_charge_of(row) for row in found)

    async def settle(self, charge_id: ChargeId, outcome: Outcome, settled_at: datetime) -> None:
        """Write the outcome of a charge: one query."""
        await self._uow.execute(
            update(charges)
            .where(charges.c.id == charge_id)
            .values(outcome=outcome, settled_at=settled_at)
        )

    async def reopen_refund(self, charge_ref: str) -> None:
        """Reopen a refund that was reported before its payment: one query."""
        await self._uow.execute(
            update(charges)
            .where(
                charges.c.kind == ChargeKind.REFUNDED,
                charges.c.telegram_charge_id == storable(charge_ref),
            )
            .values(outcome="", settled_at=None, attempts=0, attempt_at=None)
        )

    async def _one(
        self, query: Select[*tuple[Any, ...]], kind: ChargeKind, charge_ref: str
    ) -> StoredCharge | None:
        key = {"kind": kind, "telegram_charge_id": storable(charge_ref)}
        row = (await self._uow.execute(query, key)).one_or_none()
        return None if row is None else stored_charge_of(row)
