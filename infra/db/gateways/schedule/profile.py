from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from domain.catalog.deposit import NO_DEPOSIT
from domain.schedule.model import LateReminder, LocationProfile, PolicySet
from domain.shared.ids import LocationId
from infra.db.rows import (
    LOCATION,
    AnyRow,
    deposit_of,
    deposit_values,
    hours_of,
    hours_values,
    location_of,
)
from infra.db.tables import locations, policy_sets
from infra.db.unit_of_work import SqlaUnitOfWork

# These fields of a policy set are columns of the same name; the hours are four columns each.
_PLAIN = (
    "step_minutes",
    "default_buffer_between_minutes",
    "min_advance_minutes",
    "max_advance_days",
    "hold_minutes",
    "cancel_lock_minutes",
    "reschedule_lock_minutes",
    "is_in_maintenance",
    "maintenance_text",
    "no_show_threshold",
    "kept_visits_to_unflag",
    "late_cancel_fee_percent",
    "max_upcoming_bookings",
    "late_reminder",
    "quiet_from",
    "quiet_until",
    "waitlist_offer_minutes",
    "masters_see_phones",
    "digest_hour",
    "digest_is_daily",
    "digest_weekday",
    "load_days_back",
    "load_days_ahead",
)


class SqlaLocationProfileGateway:
    """Locations with their policies, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_profile(
        self, location_id: LocationId, *, for_update: bool = False
    ) -> LocationProfile | None:
        """Return the active location with its policies: one query."""
        query = (
            select(*LOCATION, policy_sets)
            .select_from(locations.join(policy_sets))
            .where(locations.c.id == location_id, locations.c.is_active)
        )
        if for_update:
            query = query.with_for_update(of=policy_sets)
        row = (await self._uow.execute(query)).one_or_none()
        return None if row is None else LocationProfile(location_of(row), policies_of(row))

    async def save_policies(self, location_id: LocationId, policies: PolicySet) -> None:
        """Insert or replace the location's policies."""
        values = policy_values(policies)
        await self._uow.execute(
            insert(policy_sets)
            .values(location_id=location_id, **values)
            .on_conflict_do_update(index_elements=["location_id"], set_=values)
        )

    async def save_timezone(self, location_id: LocationId, timezone: ZoneInfo) -> None:
        """Change the location's timezone."""
        await self._uow.execute(
            update(locations).where(locations.c.id == location_id).values(timezone=timezone.key)
        )


def policy_values(policies: PolicySet) -> dict[str, object]:
    """Return the column values of a policy set."""
    return {
        **{name: getattr(policies, name) for name in _PLAIN},
        **hours_values(policies.weekday_hours, "weekday_"),
        **hours_values(policies.saturday_hours, "saturday_"),
        **deposit_values(policies.deposit),
        **deposit_values(policies.flagged_deposit, "flagged_"),
        "reminder_lead_minutes": list(policies.reminder_lead_minutes),
    }


def policies_of(row: AnyRow) -> PolicySet:
    """Read the columns of a policy set."""
    plain = {name: getattr(row, name) for name in _PLAIN}
    return PolicySet(
        **{**plain, "late_reminder": LateReminder(row.late_reminder)},
        weekday_hours=hours_of(row, "weekday_"),
        saturday_hours=hours_of(row, "saturday_"),
        deposit=deposit_of(row) or NO_DEPOSIT,
        flagged_deposit=deposit_of(row, "flagged_") or NO_DEPOSIT,
        reminder_lead_minutes=tuple(row.reminder_lead_minutes),
    )
