"""When the admins want their digest, and which was the last."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        ALTER TABLE policy_sets
            ADD COLUMN digest_hour integer DEFAULT 9
                CONSTRAINT ck_policy_sets_digest_hour_in_range
                CHECK (digest_hour BETWEEN 0 AND 23),
            ADD COLUMN digest_weekday integer
                CONSTRAINT ck_policy_sets_digest_weekday_in_range
                CHECK (digest_weekday BETWEEN 0 AND 6),
            ADD COLUMN digest_told_on date NOT NULL DEFAULT CURRENT_DATE
        """
    )


def downgrade() -> None:
    op.execute(
        "ALTER TABLE policy_sets"
        " DROP COLUMN digest_hour, DROP COLUMN digest_weekday, DROP COLUMN digest_told_on"
    )
