"""Columns of proposals by the names that the code uses."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

UP = (
    "ALTER TABLE proposals RENAME COLUMN with_anybody TO with_any_master",
    "ALTER TABLE proposals RENAME COLUMN lapses_at TO expires_at",
    "ALTER INDEX ix_proposals_lapses_at RENAME TO ix_proposals_expires_at",
    """
    UPDATE outbox_messages
    SET facts = facts - 'lapses_at' - 'with_anybody' || jsonb_build_object(
        'expires_at', facts->'lapses_at', 'with_any_master', facts->'with_anybody')
    WHERE facts ? 'lapses_at'
    """,
)

DOWN = (
    """
    UPDATE outbox_messages
    SET facts = facts - 'expires_at' - 'with_any_master' || jsonb_build_object(
        'lapses_at', facts->'expires_at', 'with_anybody', facts->'with_any_master')
    WHERE facts ? 'with_any_master'
    """,
    "ALTER INDEX ix_proposals_expires_at RENAME TO ix_proposals_lapses_at",
    "ALTER TABLE proposals RENAME COLUMN expires_at TO lapses_at",
    "ALTER TABLE proposals RENAME COLUMN with_any_master TO with_anybody",
)


NEW_NAMES = {"with_anybody": "with_any_master", "lapses_at": "expires_at"}

RENAME_NOT_NULL = """
    DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_constraint WHERE conname = 'proposals_{old}_not_null') THEN
            ALTER TABLE proposals
                RENAME CONSTRAINT proposals_{old}_not_null TO proposals_{new}_not_null;
        END IF;
    END $$
"""
"""PostgreSQL names these constraints from version 18 on."""


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)
    for old, new in NEW_NAMES.items():
        op.execute(RENAME_NOT_NULL.format(old=old, new=new))


def downgrade() -> None:
    for statement in DOWN:
        op.execute(statement)
    for old, new in NEW_NAMES.items():
        op.execute(RENAME_NOT_NULL.format(old=new, new=old))
