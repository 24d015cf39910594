"""The Telegram groups in which the admins are notified."""

from sqlalchemy import BigInteger, Column, ForeignKey, Table

from infra.db.tables.base import metadata, moment
from infra.db.tables.schedule import users

admin_groups = Table(
    "admin_groups",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("connected_by", ForeignKey(users.c.id), nullable=False),
    moment("connected_at"),
)
