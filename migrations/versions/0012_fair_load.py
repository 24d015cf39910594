"""The days around a visit over which the work of masters is compared if any of them is wanted."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

COLUMNS = ("load_days_back", "load_days_ahead")


def upgrade() -> None:
    for name in COLUMNS:
        op.execute(
            f"ALTER TABLE policy_sets ADD COLUMN {name} integer DEFAULT 14 NOT NULL"
            f" CONSTRAINT ck_policy_sets_{name}_in_range CHECK ({name} BETWEEN 0 AND 366)"
        )


def downgrade() -> None:
    for name in COLUMNS:
        op.execute(f"ALTER TABLE policy_sets DROP COLUMN {name}")
