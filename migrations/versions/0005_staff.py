"""The staff: invitations, what became of visits, what is paid at the venue, a record of acts."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UP = (
    "ALTER TABLE bookings ADD COLUMN arrived_at timestamptz",
    """
    ALTER TABLE payments ADD COLUMN paid_by text
        CONSTRAINT ck_payments_paid_by_is_known CHECK (paid_by IN ('cash', 'card'))
    """,
    "DROP INDEX uq_payments_booking_id_paid",
    """
    CREATE UNIQUE INDEX uq_payments_booking_id_paid ON payments (booking_id)
    WHERE state = 'paid' AND paid_by IS NULL
    """,
    """
    CREATE UNIQUE INDEX uq_payments_booking_id_at_venue ON payments (booking_id)
    WHERE state = 'paid' AND paid_by IS NOT NULL
    """,
    """
    CREATE TABLE invitations (
        id bigint GENERATED ALWAYS AS IDENTITY,
        token_hash bytea NOT NULL,
        role text NOT NULL,
        location_id integer,
        master_id integer,
        invited_by bigint NOT NULL,
        invited_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_by bigint,
        used_at timestamptz,
        withdrawn_at timestamptz,
        CONSTRAINT pk_invitations PRIMARY KEY (id),
        CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash),
        CONSTRAINT ck_invitations_role_is_known CHECK (role IN ('master', 'admin')),
        CONSTRAINT ck_invitations_masters_have_a_location
            CHECK ((location_id IS NOT NULL) = (role = 'master')),
        CONSTRAINT ck_invitations_use_is_whole CHECK ((used_at IS NULL) = (used_by IS NULL)),
        CONSTRAINT ck_invitations_used_or_withdrawn
            CHECK (used_at IS NULL OR withdrawn_at IS NULL),
        CONSTRAINT fk_invitations_location_id
            FOREIGN KEY (location_id) REFERENCES locations (id),
        CONSTRAINT fk_invitations_master_id_location_id
            FOREIGN KEY (master_id, location_id) REFERENCES masters (id, location_id)
            ON DELETE CASCADE,
        CONSTRAINT fk_invitations_invited_by FOREIGN KEY (invited_by) REFERENCES users (id),
        CONSTRAINT fk_invitations_used_by FOREIGN KEY (used_by) REFERENCES users (id)
    )
    """,
    "CREATE INDEX ix_invitations_invited_by ON invitations (invited_by)",
    "CREATE INDEX ix_invitations_used_by ON invitations (used_by)",
    """
    CREATE TABLE audit_entries (
        id bigint GENERATED ALWAYS AS IDENTITY,
        actor_id bigint,
        actor_role text NOT NULL,
        act text NOT NULL,
        subject text NOT NULL,
        before jsonb NOT NULL DEFAULT '{}',
        after jsonb NOT NULL DEFAULT '{}',
        happened_at timestamptz NOT NULL,
        CONSTRAINT pk_audit_entries PRIMARY KEY (id),
        CONSTRAINT fk_audit_entries_actor_id FOREIGN KEY (actor_id) REFERENCES users (id)
    )
    """,
    "CREATE INDEX ix_audit_entries_actor_id ON audit_entries (actor_id)",
    "CREATE INDEX ix_audit_entries_subject ON audit_entries (subject)",
)

DOWN = (
    "DROP TABLE audit_entries, invitations",
    # What was paid at the venue was not written before.
    """
    DELETE FROM payment_events WHERE payment_id IN
        (SELECT id FROM payments WHERE paid_by IS NOT NULL)
    """,
    "DELETE FROM payments WHERE paid_by IS NOT NULL",
    "DROP INDEX uq_payments_booking_id_at_venue, uq_payments_booking_id_paid",
    "CREATE UNIQUE INDEX uq_payments_booking_id_paid ON payments (booking_id) WHERE state = 'paid'",
    "ALTER TABLE payments DROP COLUMN paid_by",
    "ALTER TABLE bookings DROP COLUMN arrived_at",
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    for statement in DOWN:
        op.execute(statement)
