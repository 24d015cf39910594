from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import exists, or_, select, update

from domain.reporting.due import DigestPlan
from domain.shared.ids import LocationId
from infra.db.tables import locations, masters, policy_sets
from infra.db.unit_of_work import SqlaUnitOfWork

_RULES = policy_sets.c

_PLANS = (
    select(
        _RULES.location_id,
        locations.c.timezone,
        _RULES.digest_hour,
        _RULES.digest_is_daily,
        _RULES.digest_weekday,
        _RULES.digest_told_on,
    )
    .join(locations, locations.c.id == _RULES.location_id)
    .where(
        locations.c.is_active,
        _RULES.digest_hour.is_not(None),
        exists().where(masters.c.location_id == locations.c.id, masters.c.is_active),
    )
    .order_by(_RULES.location_id)  # the order of later claims
)


class SqlaDigestGateway:
    """Schedules of digests, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def list_plans(self) -> tuple[DigestPlan, ...]:
        """Return the plans of the active locations that want digests and have masters."""
        rows = await self._uow.execute(_PLANS)
        return tuple(
            DigestPlan(
                location_id=row.location_id,
                timezone=ZoneInfo(row.timezone),
                hour=row.digest_hour,
                is_daily=row.digest_is_daily,
                weekday=row.digest_weekday,
                last_digest_on=row.digest_told_on,
            )
            for row in rows
        )

    async def claim(self, location_id: LocationId, day: date) -> bool:
        """Mark the digests of `day` as sent; return whether this call was the first."""
        is_new = or_(_RULES.digest_told_on.is_(None), _RULES.digest_told_on < day)
        noted = await self._uow.execute(
            update(policy_sets)
            .where(_RULES.location_id == location_id, is_new)
            .values(digest_told_on=day)
        )
        return noted.rowcount == 1
