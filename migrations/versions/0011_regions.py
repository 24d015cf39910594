"""The region of a person's Telegram, such as GB of `en-GB`: it decides on clock and date order."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE users ADD COLUMN region text")
    op.execute(
        "ALTER TABLE users ADD CONSTRAINT ck_users_region_is_iso CHECK (region ~ '^[A-Z]{2}$')"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE users DROP COLUMN region")
