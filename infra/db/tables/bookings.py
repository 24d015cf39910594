"""Bookings, the time they occupy, and their history."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from domain.visit.model import OCCUPYING, BookingSource, BookingStatus
from infra.db.tables.base import (
    big_id,
    metadata,
    moment,
    number,
    one_of,
    plain_text,
    price_minor,
    quoted,
)
from infra.db.tables.catalog import services
from infra.db.tables.schedule import locations, masters, users

LANE_IS_FREE = "ex_booking_items_lane_is_free"
ONE_BOOKING_A_REQUEST = "uq_bookings_request_key"
CLIENT_EXISTS = "fk_bookings_client_id"
ONE_HOLD_A_CLIENT = "uq_bookings_client_id_pending"

bookings = Table(
    "bookings",
    metadata,
    big_id(),
    Column("location_id", ForeignKey(locations.c.id), nullable=False),
    Column("client_id", ForeignKey(users.c.id), nullable=False),
    *one_of("status", BookingStatus),
    moment("hold_expires_at", nullable=True),
    *one_of("source", BookingSource),
    Column("request_key", Uuid, nullable=False),
    plain_text("note"),
    *price_minor(),
    Column("deposit_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("currency", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default=text("1")),
    moment("starts_at"),
    moment("ends_at"),
    moment("confirmed_by_client_at", nullable=True),  # refers to the current time of the visit
    moment("arrived_at", nullable=True),  # when the staff marked the client as arrived
    *number("late_minutes", 0, 240, default=0),  # expected delay
    plain_text("staff_note"),  # visible to the staff only
    UniqueConstraint("request_key", name=ONE_BOOKING_A_REQUEST),
    UniqueConstraint("id", "status"),  # referenced by the items' status
    CheckConstraint("ends_at > starts_at", "ends_after_start"),
    CheckConstraint("deposit_minor BETWEEN 0 AND price_minor", "deposit_is_a_part"),
    CheckConstraint("(hold_expires_at IS NOT NULL) = (status = 'pending')", "hold_is_pending"),
    CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency_is_iso_4217"),
    Index(None, "client_id", "starts_at", "id"),
    Index(None, "location_id", "starts_at"),
    Index(None, "starts_at", "id"),
    Index(None, "hold_expires_at", postgresql_where=text("status = 'pending'")),
    Index(  # coming visits, and past ones without an outcome
        "ix_bookings_confirmed", "starts_at", "id", postgresql_where=text("status = 'confirmed'")
    ),
    Index(ONE_HOLD_A_CLIENT, "client_id", unique=True, postgresql_where=text("status = 'pending'")),
)

booking_items = Table(
    "booking_items",
    metadata,
    Column("booking_id", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("status", Text, nullable=False),
    Column("service_id", ForeignKey(services.c.id), nullable=False),
    Column("master_id", ForeignKey(masters.c.id), nullable=False),
    Column("lane", Integer, nullable=False),
    moment("start_at"),
    moment("end_at"),
    moment("blocked_until"),
    *price_minor(),
    *number("said_late_minutes", 0, 240, optional=True),  # reported by the staff, if at all
    # An UPDATE of a booking's status cascades to its items, so the exclusion applies.
    ForeignKeyConstraint(
        ["booking_id", "status"],
        [bookings.c.id, bookings.c.status],
        onupdate="CASCADE",
        ondelete="CASCADE",
    ),
    CheckConstraint("lane >= 0", "lane_is_not_negative"),
    CheckConstraint("end_at > start_at", "ends_after_start"),
    CheckConstraint("blocked_until >= end_at", "blocks_to_the_end"),
    # Queries of busy time rely on it: an item that touches a day starts at most a day before it.
    CheckConstraint("blocked_until <= start_at + interval '24 hours'", "blocks_a_day_at_most"),
    ExcludeConstraint(
        (text("int8range(master_id, master_id, '[]')"), "&&"),
        (text("int8range(lane, lane, '[]')"), "&&"),
        (text("tstzrange(start_at, blocked_until)"), "&&"),
        using="gist",
        where=text(f"status IN ({quoted(OCCUPYING)})"),
        name=LANE_IS_FREE,
    ),
    Index(None, "master_id", "start_at", "status"),
)

booking_events = Table(
    "booking_events",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("booking_id", ForeignKey(bookings.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("from_status", Text),
    Column("to_status", Text, nullable=False),
    moment("happened_at"),
    Column("actor_user_id", ForeignKey(users.c.id)),
    Column("actor_role", Text),
    plain_text("reason"),
)
