"""Updates of Telegram between their arrival and their end."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, Uuid, text

from infra.db.tables.base import metadata, moment

incoming_updates = Table(
    "incoming_updates",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text),  # JSON, until it is handled: it may hold names and messages
    Column("owner", Uuid, nullable=False),  # the process that handles it
    moment("lease_until"),  # then the process has ended, and another takes the update over
    Column("attempts", Integer, nullable=False, server_default=text("1")),
    moment("received_at"),
    moment("handled_at", nullable=True),
    Index(None, "bot_id", "lease_until", postgresql_where=text("handled_at IS NULL")),
    Index(None, "received_at"),
)
