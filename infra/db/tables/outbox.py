"""Notifications to deliver after a change."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from domain.outbox.message import Audience, Channel, MessageKind, MessageState
from infra.db.tables.base import big_id, metadata, moment, one_of, plain_text
from infra.db.tables.bookings import bookings
from infra.db.tables.schedule import locations, users

_WAITING = text("state = 'waiting'")
_BUNDLES = text(f"kind = '{MessageKind.ADMIN_BUNDLE}'")

outbox_messages = Table(
    "outbox_messages",
    metadata,
    big_id(),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    *one_of("channel", Channel, default=Channel.MESSAGE),
    *one_of("audience", Audience, default=Audience.ADMINS),
    Column("recipient_id", ForeignKey(users.c.id), index=True),
    Column("location_id", ForeignKey(locations.c.id)),
    Column("booking_id", ForeignKey(bookings.c.id, ondelete="CASCADE"), index=True),
    Column("facts", JSONB, nullable=False, server_default=text("'{}'")),  # ids, times, numbers
    # For a bundle: the messages in it.
    Column("parts", ARRAY(BigInteger), nullable=False, server_default=text("'{}'")),
    Column("correlation_id", Text, nullable=False, server_default=""),
    moment("due_at"),
    *one_of("state", MessageState, default=MessageState.WAITING),
    moment("attempt_at"),  # next attempt; during sending, when others may retry
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    moment("finished_at", nullable=True),
    plain_text("problem"),
    UniqueConstraint("key"),
    # Partial indexes of searched rows only, so that old rows cost nothing.
    Index(None, "channel", "attempt_at", "id", postgresql_where=_WAITING),
    Index(None, "recipient_id", "due_at", postgresql_where=_BUNDLES),
)
