"""Services, and who performs them. Prices are in the currency of the location."""

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from infra.db.tables.base import (
    HALF_DAY_MINUTES,
    deposit_rule,
    flag,
    metadata,
    number,
    position,
    price_minor,
    small_id,
    words,
)
from infra.db.tables.schedule import locations, masters

service_categories = Table(
    "service_categories",
    metadata,
    small_id(),
    Column("location_id", ForeignKey(locations.c.id), nullable=False, index=True),
    *words("name"),
    position(),
)

services = Table(
    "services",
    metadata,
    small_id(),
    Column("location_id", ForeignKey(locations.c.id), nullable=False, index=True),
    Column("category_id", ForeignKey(service_categories.c.id), nullable=False, index=True),
    *words("name"),
    *words("description"),
    *number("duration_minutes", 1, HALF_DAY_MINUTES),
    *number("min_gap_after_minutes", 0, HALF_DAY_MINUTES, default=0),
    *price_minor(),
    *deposit_rule("", optional=True),
    flag("parallel_ok"),
    Column("parallel_group", Text),
    flag("is_active", default=True),
    position(),
    UniqueConstraint("id", "location_id"),  # referenced by the skills
)

# A master performs only services of the own location.
skills = Table(
    "skills",
    metadata,
    Column("service_id", Integer, primary_key=True, autoincrement=False),
    Column("master_id", Integer, primary_key=True, autoincrement=False, index=True),
    Column("location_id", Integer, nullable=False),
    *number("duration_minutes", 1, HALF_DAY_MINUTES, optional=True),
    *price_minor(optional=True),
    ForeignKeyConstraint(
        ["service_id", "location_id"],
        [services.c.id, services.c.location_id],
        ondelete="CASCADE",
    ),
    ForeignKeyConstraint(
        ["master_id", "location_id"], [masters.c.id, masters.c.location_id], ondelete="CASCADE"
    ),
)
