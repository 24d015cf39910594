"""Updates are stored until they are handled, and known for two days."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE incoming_updates (
            bot_id bigint NOT NULL,
            update_id bigint NOT NULL,
            body text,
            owner uuid NOT NULL,
            lease_until timestamptz NOT NULL,
            attempts integer NOT NULL DEFAULT 1,
            received_at timestamptz NOT NULL,
            handled_at timestamptz,
            CONSTRAINT pk_incoming_updates PRIMARY KEY (bot_id, update_id)
        )
        """
    )
    op.execute(
        "CREATE INDEX ix_incoming_updates_bot_id_lease_until"
        " ON incoming_updates (bot_id, lease_until) WHERE handled_at IS NULL"
    )
    op.execute("CREATE INDEX ix_incoming_updates_received_at ON incoming_updates (received_at)")


def downgrade() -> None:
    op.execute("DROP TABLE incoming_updates")
