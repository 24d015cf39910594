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


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    for statement in DOWN:
        op.execute(statement)
