"""What is sold, and who performs it. Prices are in the currency of the location."""

from sqlalchemy import Column, ForeignKey, Table, Text

from infra.db.tables.base import (
    HALF_DAY_MINUTES,
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
    flag("parallel_ok"),
    Column("parallel_group", Text),
    flag("is_active", default=True),
    position(),
)

skills = Table(
    "skills",
    metadata,
    Column("service_id", ForeignKey(services.c.id, ondelete="CASCADE"), primary_key=True),
    Column("master_id", ForeignKey(masters.c.id, ondelete="CASCADE"), primary_key=True, index=True),
    *number("duration_minutes", 1, HALF_DAY_MINUTES, optional=True),
    *price_minor(optional=True),
)
