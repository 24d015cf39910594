"""${message}."""

from alembic import op

revision = "${up_revision}"
down_revision = ${repr(down_revision).replace("'", '"')}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades or "raise NotImplementedError"}


def downgrade() -> None:
    ${downgrades or "raise NotImplementedError"}
