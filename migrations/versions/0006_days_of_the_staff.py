"""The days of the staff: delays, notes, words to clients, and visits that need another time."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UP = (
    """
    ALTER TABLE bookings
        ADD COLUMN late_minutes integer NOT NULL DEFAULT 0
            CONSTRAINT ck_bookings_late_minutes_in_range CHECK (late_minutes BETWEEN 0 AND 240),
        ADD COLUMN staff_note text NOT NULL DEFAULT ''
    """,
    """
    ALTER TABLE booking_items
        ADD COLUMN said_late_minutes integer
            CONSTRAINT ck_booking_items_said_late_minutes_in_range
            CHECK (said_late_minutes BETWEEN 0 AND 240)
    """,
    "CREATE INDEX ix_bookings_starts_at_id ON bookings (starts_at, id)",
    """
    CREATE INDEX ix_bookings_confirmed ON bookings (starts_at, id) WHERE status = 'confirmed'
    """,
    """
    ALTER TABLE policy_sets
        ADD COLUMN masters_see_phones boolean NOT NULL DEFAULT true,
        ADD COLUMN digest_is_daily boolean NOT NULL DEFAULT true,
        ALTER COLUMN digest_weekday SET DEFAULT 0,
        ALTER COLUMN digest_told_on DROP DEFAULT,
        ALTER COLUMN digest_told_on DROP NOT NULL
    """,
    # With a weekday there was a digest of the week alone, without one a daily one alone.
    """
    UPDATE policy_sets
    SET digest_is_daily = digest_weekday IS NULL, digest_weekday = coalesce(digest_weekday, 0)
    """,
    """
    CREATE TABLE visit_messages (
        id bigint GENERATED ALWAYS AS IDENTITY,
        booking_id bigint NOT NULL,
        author_id bigint NOT NULL,
        is_by_client boolean NOT NULL,
        text text NOT NULL,
        written_at timestamptz NOT NULL,
        CONSTRAINT pk_visit_messages PRIMARY KEY (id),
        CONSTRAINT fk_visit_messages_booking_id
            FOREIGN KEY (booking_id) REFERENCES bookings (id) ON DELETE CASCADE,
        CONSTRAINT fk_visit_messages_author_id FOREIGN KEY (author_id) REFERENCES users (id)
    )
    """,
    "CREATE INDEX ix_visit_messages_booking_id ON visit_messages (booking_id)",
    "CREATE INDEX ix_visit_messages_author_id ON visit_messages (author_id)",
    """
    CREATE TABLE displacements (
        booking_id bigint NOT NULL,
        start_at timestamptz NOT NULL,
        displaced_by bigint NOT NULL,
        displaced_at timestamptz NOT NULL,
        settled_at timestamptz,
        CONSTRAINT pk_displacements PRIMARY KEY (booking_id, start_at),
        CONSTRAINT fk_displacements_booking_id
            FOREIGN KEY (booking_id) REFERENCES bookings (id) ON DELETE CASCADE,
        CONSTRAINT fk_displacements_displaced_by FOREIGN KEY (displaced_by) REFERENCES users (id)
    )
    """,
    "CREATE INDEX ix_displacements_displaced_by ON displacements (displaced_by)",
    "ALTER TABLE proposals ADD COLUMN with_anybody boolean NOT NULL DEFAULT false",
    """
    CREATE INDEX ix_displacements_displaced_at ON displacements (displaced_at)
    WHERE settled_at IS NULL
    """,
    # A stretch of time that was taken away twice would be closed after it was given back.
    """
    DELETE FROM time_blocks AS again USING time_blocks AS first
    WHERE (first.master_id, first.start_at, first.end_at)
        = (again.master_id, again.start_at, again.end_at) AND first.id < again.id
    """,
    """
    ALTER TABLE time_blocks
        ADD CONSTRAINT uq_time_blocks_master_id_start_at_end_at
        UNIQUE (master_id, start_at, end_at)
    """,
)

DOWN = (
    "ALTER TABLE time_blocks DROP CONSTRAINT uq_time_blocks_master_id_start_at_end_at",
    "ALTER TABLE proposals DROP COLUMN with_anybody",
    "DROP TABLE displacements",
    "DROP TABLE visit_messages",
    """
    UPDATE policy_sets
    SET digest_weekday = CASE WHEN NOT digest_is_daily THEN digest_weekday END,
        digest_told_on = coalesce(digest_told_on, CURRENT_DATE)
    """,
    """
    ALTER TABLE policy_sets
        DROP COLUMN masters_see_phones,
        DROP COLUMN digest_is_daily,
        ALTER COLUMN digest_weekday DROP DEFAULT,
        ALTER COLUMN digest_told_on SET DEFAULT CURRENT_DATE,
        ALTER COLUMN digest_told_on SET NOT NULL
    """,
    "DROP INDEX ix_bookings_confirmed",
    "DROP INDEX ix_bookings_starts_at_id",
    "ALTER TABLE booking_items DROP COLUMN said_late_minutes",
    "ALTER TABLE bookings DROP COLUMN staff_note, DROP COLUMN late_minutes",
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    for statement in DOWN:
        op.execute(statement)
