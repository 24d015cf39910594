"""Invitations to the staff, and the audit log of staff actions."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from domain.shared.identity import Role
from infra.db.tables.base import big_id, metadata, moment, one_of
from infra.db.tables.schedule import locations, masters, users

invitations = Table(
    "invitations",
    metadata,
    big_id(),
    Column("token_hash", LargeBinary, nullable=False),  # SHA-256; the token itself is not stored
    *one_of("role", (Role.MASTER, Role.ADMIN)),
    Column("location_id", ForeignKey(locations.c.id)),
    Column("master_id", Integer),  # null: the invited person becomes a new master
    Column("invited_by", BigInteger, ForeignKey(users.c.id), nullable=False, index=True),
    moment("invited_at"),
    moment("expires_at"),
    Column("used_by", BigInteger, ForeignKey(users.c.id), index=True),
    moment("used_at", nullable=True),
    moment("withdrawn_at", nullable=True),
    UniqueConstraint("token_hash"),
    ForeignKeyConstraint(
        ["master_id", "location_id"], [masters.c.id, masters.c.location_id], ondelete="CASCADE"
    ),
    CheckConstraint("(location_id IS NOT NULL) = (role = 'master')", "masters_have_a_location"),
    CheckConstraint("(used_at IS NULL) = (used_by IS NULL)", "use_is_whole"),
    CheckConstraint("used_at IS NULL OR withdrawn_at IS NULL", "used_or_withdrawn"),
)

# Only ids, no personal data: entries outlive the people they refer to.
audit_entries = Table(
    "audit_entries",
    metadata,
    big_id(),
    Column("actor_id", ForeignKey(users.c.id), index=True),
    Column("actor_role", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),  # such as booking:12
    Column("before", JSONB, nullable=False, server_default=text("'{}'")),
    Column("after", JSONB, nullable=False, server_default=text("'{}'")),
    moment("happened_at"),
)
