"""The life of a visit: that the client will come, offers of another time, the admins' groups."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UP = (
    "ALTER TABLE bookings ADD COLUMN confirmed_by_client_at timestamptz",
    """
    CREATE TABLE proposals (
        id bigint GENERATED ALWAYS AS IDENTITY,
        booking_id bigint NOT NULL,
        proposed_by bigint NOT NULL,
        start_at timestamptz NOT NULL,
        proposed_at timestamptz NOT NULL,
        lapses_at timestamptz NOT NULL,
        answer text,
        answered_at timestamptz,
        CONSTRAINT pk_proposals PRIMARY KEY (id),
        CONSTRAINT ck_proposals_answer_is_known
            CHECK (answer IN ('accepted', 'declined', 'moved', 'cancelled', 'lapsed')),
        CONSTRAINT ck_proposals_answer_has_its_time
            CHECK ((answered_at IS NOT NULL) = (answer IS NOT NULL)),
        CONSTRAINT fk_proposals_booking_id FOREIGN KEY (booking_id)
            REFERENCES bookings (id) ON DELETE CASCADE,
        CONSTRAINT fk_proposals_proposed_by FOREIGN KEY (proposed_by) REFERENCES users (id)
    )
    """,
    "CREATE INDEX ix_proposals_booking_id ON proposals (booking_id)",
    "CREATE INDEX ix_proposals_proposed_by ON proposals (proposed_by)",
    "CREATE INDEX ix_proposals_lapses_at ON proposals (lapses_at) WHERE answer IS NULL",
    """
    CREATE UNIQUE INDEX uq_proposals_booking_id_open ON proposals (booking_id)
    WHERE answer IS NULL
    """,
    """
    CREATE TABLE admin_groups (
        chat_id bigint NOT NULL,
        connected_by bigint NOT NULL,
        connected_at timestamptz NOT NULL,
        CONSTRAINT pk_admin_groups PRIMARY KEY (chat_id),
        CONSTRAINT fk_admin_groups_connected_by FOREIGN KEY (connected_by) REFERENCES users (id)
    )
    """,
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    # What is offered and not answered falls back to the time that it has.
    op.execute(
        "UPDATE bookings SET status = 'confirmed' WHERE id IN"
        " (SELECT booking_id FROM proposals WHERE answer IS NULL)"
    )
    op.execute("DROP TABLE admin_groups, proposals")
    op.execute("ALTER TABLE bookings DROP COLUMN confirmed_by_client_at")
