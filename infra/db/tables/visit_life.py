"""Messages about visits, and displaced visits that need another time."""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Index, Table, Text, text

from infra.db.tables.base import big_id, metadata, moment
from infra.db.tables.bookings import bookings
from infra.db.tables.schedule import users

# Messages between the staff and a client about a visit, sent through the bot.
visit_messages = Table(
    "visit_messages",
    metadata,
    big_id(),
    Column("booking_id", ForeignKey(bookings.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("author_id", ForeignKey(users.c.id), nullable=False, index=True),
    Column("is_by_client", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    moment("written_at"),
)

# Visits at times when their master no longer works: each client is offered another time, once for
# each time of the visit.
displacements = Table(
    "displacements",
    metadata,
    Column(
        "booking_id",
        BigInteger,
        ForeignKey(bookings.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("start_at", DateTime(timezone=True), primary_key=True),
    Column("displaced_by", ForeignKey(users.c.id), nullable=False, index=True),
    moment("displaced_at"),
    moment("settled_at", nullable=True),
    Index(None, "displaced_at", postgresql_where=text("settled_at IS NULL")),
)
