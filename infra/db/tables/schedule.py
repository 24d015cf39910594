"""Locations and people: who they are, and when work is done."""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Time,
    UniqueConstraint,
    func,
    text,
)

from domain.schedule.model import LateReminder
from domain.shared.folding import search_text
from infra.db.tables.base import (
    HALF_DAY_MINUTES,
    YEAR_DAYS,
    YEAR_MINUTES,
    big_id,
    deposit_rule,
    flag,
    hours,
    metadata,
    moment,
    number,
    one_of,
    plain_text,
    position,
    small_id,
    words,
)

locations = Table(
    "locations",
    metadata,
    small_id(),
    *words("name"),
    plain_text("address"),
    Column("timezone", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("subdivision", Text),
    flag("is_active", default=True),
    position(),
    CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency_is_iso_4217"),
    CheckConstraint("country ~ '^[A-Z]{2}$'", "country_is_iso_3166"),
)

policy_sets = Table(
    "policy_sets",
    metadata,
    Column("location_id", ForeignKey(locations.c.id), primary_key=True),
    *number("step_minutes", 1, HALF_DAY_MINUTES, default=30),
    *number("default_buffer_between_minutes", 0, HALF_DAY_MINUTES, default=0),
    *number("min_advance_minutes", 0, YEAR_MINUTES, default=60),
    *number("max_advance_days", 0, YEAR_DAYS, default=60),
    *hours("weekday_"),
    *hours("saturday_"),
    *number("hold_minutes", 1, 24 * 60, default=10),
    *number("cancel_lock_minutes", 0, YEAR_MINUTES, default=24 * 60),
    *number("reschedule_lock_minutes", 0, YEAR_MINUTES, default=24 * 60),
    flag("is_in_maintenance"),
    plain_text("maintenance_text"),
    *deposit_rule(""),
    *deposit_rule("flagged_"),
    *number("no_show_threshold", 1, 1000, default=3),
    *number("kept_visits_to_unflag", 1, 1000, default=3),
    *number("late_cancel_fee_percent", 0, 100, optional=True),
    *number("max_upcoming_bookings", 1, 1000, default=10),
    Column(
        "reminder_lead_minutes",
        ARRAY(Integer),
        nullable=False,
        server_default=text("'{1440,180}'"),
    ),
    *one_of("late_reminder", LateReminder, default=LateReminder.SEND),
    Column("quiet_from", Time),
    Column("quiet_until", Time),
    *number("waitlist_offer_minutes", 1, 24 * 60, default=15),
    flag("masters_see_phones", default=True),
    *number("digest_hour", 0, 23, default=9, optional=True),  # without one there is no digest
    flag("digest_is_daily", default=True),
    *number("digest_weekday", 0, 6, default=0, optional=True),  # Monday is 0
    *number("load_days_back", 0, YEAR_DAYS, default=14),
    *number("load_days_ahead", 0, YEAR_DAYS, default=14),
    Column("digest_told_on", Date),  # the local day of the last one; a new location has had none
    CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", "quiet_hours_are_whole"),
    CheckConstraint(
        f"cardinality(reminder_lead_minutes) <= 10 AND 0 < ALL (reminder_lead_minutes)"
        f" AND {YEAR_MINUTES} >= ALL (reminder_lead_minutes)",
        "reminder_leads_in_range",
    ),
)


class Inserted(Protocol):
    """A row that is being inserted; SQLAlchemy's own class has no types."""

    def get_current_parameters(self) -> Mapping[str, Any]:
        """Return its values."""
        ...


def search_name_of(row: Inserted) -> str:
    """Return the search text of the name that an INSERT writes."""
    return search_text(row.get_current_parameters()["display_name"])


users = Table(
    "users",
    metadata,
    big_id(),
    Column("telegram_id", BigInteger),  # none for who only phones or walks in
    Column("display_name", Text, nullable=False),
    Column("known_as", Text),  # the name that the staff gave, before the person opened the chat
    Column(
        "search_name",
        Text(collation="C"),
        nullable=False,
        default=search_name_of,
        server_default="",
    ),
    Column("phone", Text),  # E.164
    Column("phone_as_written", Text),  # one from before that is no valid number, or another's
    Column("language", Text, nullable=False),
    Column("timezone", Text),
    Column("region", Text),  # of their Telegram: GB of en-GB
    flag("is_admin"),
    flag("is_blocked"),
    Column("kept_visits", Integer, nullable=False, server_default=text("0")),
    Column("missed_visits", Integer, nullable=False, server_default=text("0")),
    Column("kept_since_missed", Integer, nullable=False, server_default=text("0")),
    moment("unreachable_at", nullable=True),  # since when Telegram takes nothing for them
    moment("consented_at", nullable=True),
    UniqueConstraint("telegram_id"),
    CheckConstraint(r"phone ~ '^\+[1-9][0-9]{4,14}$'", "phone_is_e164"),
    CheckConstraint("region ~ '^[A-Z]{2}$'", "region_is_iso"),
    CheckConstraint(
        "kept_visits >= 0 AND missed_visits >= 0 AND kept_since_missed >= 0",
        "visits_are_counted",
    ),
    Index(None, "phone"),  # relatives may share one
    Index(None, "search_name"),
)

ANY_PHONE = func.coalesce(users.c.phone, users.c.phone_as_written).label("phone")
"""The number of a person, as people can dial it."""

masters = Table(
    "masters",
    metadata,
    small_id(),
    Column("location_id", ForeignKey(locations.c.id), nullable=False, index=True),
    Column("user_id", ForeignKey(users.c.id), index=True),
    *words("name"),
    *words("about"),
    Column("photo", Text),
    flag("is_active", default=True),
    position(),
    *hours("default_"),
    *number("buffer_between_minutes", 0, HALF_DAY_MINUTES, optional=True),
    *number("min_advance_minutes", 0, YEAR_MINUTES, optional=True),
    *number("max_advance_days", 0, YEAR_DAYS, optional=True),
    *number("max_clients_parallel", 1, 100, default=1),
    Column("timezone", Text),
    flag("works_on_holidays"),
    UniqueConstraint("id", "location_id"),  # what the skills refer to
)

# A row without hours: the master never works on that weekday.
working_days = Table(
    "working_days",
    metadata,
    Column("master_id", ForeignKey(masters.c.id, ondelete="CASCADE"), primary_key=True),
    Column("weekday", Integer, primary_key=True, autoincrement=False),
    *hours(),
    CheckConstraint("weekday BETWEEN 0 AND 6", "weekday_in_range"),  # Monday is 0
)

days_off = Table(
    "days_off",
    metadata,
    Column("master_id", ForeignKey(masters.c.id, ondelete="CASCADE"), primary_key=True),
    Column("day", Date, primary_key=True),
    plain_text("reason"),
)

time_blocks = Table(
    "time_blocks",
    metadata,
    big_id(),
    Column("master_id", ForeignKey(masters.c.id, ondelete="CASCADE"), nullable=False),
    moment("start_at"),
    moment("end_at"),
    plain_text("reason"),
    CheckConstraint("end_at > start_at", "ends_after_start"),
    UniqueConstraint("master_id", "start_at", "end_at"),
    Index(None, "master_id", "end_at"),
)
