"""Money: deposits, payments, what providers say of them; and an outbox that is delivered."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DEPOSITS = (
    """
    ALTER TABLE policy_sets
        ADD COLUMN deposit_kind text NOT NULL DEFAULT 'none',
        ADD COLUMN deposit_value bigint NOT NULL DEFAULT 0,
        ADD COLUMN flagged_deposit_kind text NOT NULL DEFAULT 'none',
        ADD COLUMN flagged_deposit_value bigint NOT NULL DEFAULT 0,
        ADD COLUMN no_show_threshold integer NOT NULL DEFAULT 3,
        ADD COLUMN kept_visits_to_unflag integer NOT NULL DEFAULT 3,
        ADD COLUMN late_cancel_fee_percent integer,
        ADD COLUMN max_upcoming_bookings integer NOT NULL DEFAULT 10,
        ADD COLUMN reminder_lead_minutes integer[] NOT NULL DEFAULT '{1440,180}',
        ADD COLUMN late_reminder text NOT NULL DEFAULT 'send',
        ADD COLUMN quiet_from time,
        ADD COLUMN quiet_until time,
        ADD COLUMN waitlist_offer_minutes integer NOT NULL DEFAULT 15,
        ADD CONSTRAINT ck_policy_sets_deposit_kind_is_known
            CHECK (deposit_kind IN ('none', 'fixed', 'percent', 'full')),
        ADD CONSTRAINT ck_policy_sets_deposit_value_in_range CHECK (
            deposit_value >= 0
            AND (deposit_kind IS DISTINCT FROM 'percent' OR deposit_value <= 100)
        ),
        ADD CONSTRAINT ck_policy_sets_flagged_deposit_kind_is_known
            CHECK (flagged_deposit_kind IN ('none', 'fixed', 'percent', 'full')),
        ADD CONSTRAINT ck_policy_sets_flagged_deposit_value_in_range CHECK (
            flagged_deposit_value >= 0
            AND (flagged_deposit_kind IS DISTINCT FROM 'percent' OR flagged_deposit_value <= 100)
        ),
        ADD CONSTRAINT ck_policy_sets_no_show_threshold_in_range
            CHECK (no_show_threshold BETWEEN 1 AND 1000),
        ADD CONSTRAINT ck_policy_sets_kept_visits_to_unflag_in_range
            CHECK (kept_visits_to_unflag BETWEEN 1 AND 1000),
        ADD CONSTRAINT ck_policy_sets_late_cancel_fee_percent_in_range
            CHECK (late_cancel_fee_percent BETWEEN 0 AND 100),
        ADD CONSTRAINT ck_policy_sets_max_upcoming_bookings_in_range
            CHECK (max_upcoming_bookings BETWEEN 1 AND 1000),
        ADD CONSTRAINT ck_policy_sets_late_reminder_is_known
            CHECK (late_reminder IN ('send', 'skip')),
        ADD CONSTRAINT ck_policy_sets_waitlist_offer_minutes_in_range
            CHECK (waitlist_offer_minutes BETWEEN 1 AND 1440),
        ADD CONSTRAINT ck_policy_sets_quiet_hours_are_whole
            CHECK ((quiet_from IS NULL) = (quiet_until IS NULL)),
        ADD CONSTRAINT ck_policy_sets_reminder_leads_in_range CHECK (
            cardinality(reminder_lead_minutes) <= 10
            AND 0 < ALL (reminder_lead_minutes)
            AND 527040 >= ALL (reminder_lead_minutes)
        )
    """,
    """
    ALTER TABLE services
        ADD COLUMN deposit_kind text,
        ADD COLUMN deposit_value bigint NOT NULL DEFAULT 0,
        ADD CONSTRAINT ck_services_deposit_kind_is_known
            CHECK (deposit_kind IN ('none', 'fixed', 'percent', 'full')),
        ADD CONSTRAINT ck_services_deposit_value_in_range CHECK (
            deposit_value >= 0
            AND (deposit_kind IS DISTINCT FROM 'percent' OR deposit_value <= 100)
        )
    """,
    """
    ALTER TABLE bookings
        ADD COLUMN deposit_minor bigint NOT NULL DEFAULT 0,
        ADD CONSTRAINT ck_bookings_deposit_is_a_part
            CHECK (deposit_minor BETWEEN 0 AND price_minor)
    """,
    """
    ALTER TABLE users
        ADD COLUMN kept_since_missed integer NOT NULL DEFAULT 0,
        ADD COLUMN unreachable_at timestamptz,
        DROP CONSTRAINT ck_users_visits_are_counted,
        ADD CONSTRAINT ck_users_visits_are_counted
            CHECK (kept_visits >= 0 AND missed_visits >= 0 AND kept_since_missed >= 0)
    """,
)

PAYMENTS = (
    """
    CREATE TABLE payments (
        id bigint GENERATED ALWAYS AS IDENTITY,
        booking_id bigint NOT NULL,
        client_id bigint NOT NULL,
        provider text NOT NULL,
        state text NOT NULL,
        amount_minor bigint NOT NULL,
        currency text NOT NULL,
        payload uuid NOT NULL,
        created_at timestamptz NOT NULL,
        invoice_message_id bigint,
        checked_at timestamptz,
        paid_at timestamptz,
        telegram_charge_id text,
        provider_charge_id text,
        refund_minor bigint NOT NULL DEFAULT 0,
        refund_at timestamptz,
        refunded_at timestamptz,
        refund_attempts integer NOT NULL DEFAULT 0,
        refund_attempt_at timestamptz,
        raised_at timestamptz,
        CONSTRAINT pk_payments PRIMARY KEY (id),
        CONSTRAINT ck_payments_state_is_known
            CHECK (state IN ('created', 'invoiced', 'paid', 'refunded', 'failed', 'cancelled',
                'refund_due')),
        CONSTRAINT uq_payments_payload UNIQUE (payload),
        CONSTRAINT uq_payments_telegram_charge_id UNIQUE (telegram_charge_id),
        CONSTRAINT ck_payments_amount_is_positive CHECK (amount_minor > 0),
        CONSTRAINT ck_payments_currency_is_iso_4217 CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT ck_payments_refund_is_a_part CHECK (refund_minor BETWEEN 0 AND amount_minor),
        CONSTRAINT ck_payments_refund_has_its_time
            CHECK ((refund_at IS NOT NULL) = (state = 'refund_due')),
        CONSTRAINT fk_payments_booking_id FOREIGN KEY (booking_id) REFERENCES bookings (id),
        CONSTRAINT fk_payments_client_id FOREIGN KEY (client_id) REFERENCES users (id)
    )
    """,
    "CREATE INDEX ix_payments_booking_id ON payments (booking_id)",
    "CREATE INDEX ix_payments_client_id ON payments (client_id)",
    "CREATE INDEX ix_payments_refund_at ON payments (refund_at) WHERE state = 'refund_due'",
    """
    CREATE UNIQUE INDEX uq_payments_booking_id_open ON payments (booking_id)
    WHERE state IN ('created', 'invoiced')
    """,
    """
    CREATE UNIQUE INDEX uq_payments_booking_id_paid ON payments (booking_id)
    WHERE state = 'paid'
    """,
    """
    CREATE TABLE payment_events (
        id bigint GENERATED ALWAYS AS IDENTITY,
        payment_id bigint NOT NULL,
        from_state text,
        to_state text NOT NULL,
        happened_at timestamptz NOT NULL,
        reason text NOT NULL DEFAULT '',
        CONSTRAINT pk_payment_events PRIMARY KEY (id),
        CONSTRAINT fk_payment_events_payment_id FOREIGN KEY (payment_id)
            REFERENCES payments (id)
    )
    """,
    "CREATE INDEX ix_payment_events_payment_id ON payment_events (payment_id)",
    """
    CREATE TABLE charges (
        id bigint GENERATED ALWAYS AS IDENTITY,
        kind text NOT NULL,
        telegram_charge_id text NOT NULL,
        provider_charge_id text,
        payer_telegram_id bigint NOT NULL,
        payload text NOT NULL,
        amount_minor bigint NOT NULL,
        currency text NOT NULL,
        received_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        attempt_at timestamptz,
        settled_at timestamptz,
        outcome text NOT NULL DEFAULT '',
        CONSTRAINT pk_charges PRIMARY KEY (id),
        CONSTRAINT ck_charges_kind_is_known CHECK (kind IN ('paid', 'refunded')),
        CONSTRAINT uq_charges_kind_telegram_charge_id UNIQUE (kind, telegram_charge_id)
    )
    """,
    "CREATE INDEX ix_charges_id ON charges (id) WHERE settled_at IS NULL",
    """
    CREATE TABLE reconcile_cursors (
        provider text NOT NULL,
        account text NOT NULL,
        position bigint NOT NULL,
        CONSTRAINT pk_reconcile_cursors PRIMARY KEY (provider, account)
    )
    """,
)

OUTBOX = (
    """
    ALTER TABLE outbox_messages
        ALTER COLUMN booking_id DROP NOT NULL,
        ADD COLUMN channel text NOT NULL DEFAULT 'message',
        ADD COLUMN audience text NOT NULL DEFAULT 'admins',
        ADD COLUMN recipient_id bigint,
        ADD COLUMN location_id integer,
        ADD COLUMN facts jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN parts bigint[] NOT NULL DEFAULT '{}',
        ADD COLUMN correlation_id text NOT NULL DEFAULT '',
        ADD COLUMN state text NOT NULL DEFAULT 'waiting',
        ADD COLUMN attempt_at timestamptz,
        ADD COLUMN attempts integer NOT NULL DEFAULT 0,
        ADD COLUMN finished_at timestamptz,
        ADD COLUMN problem text NOT NULL DEFAULT '',
        ADD CONSTRAINT ck_outbox_messages_channel_is_known CHECK (channel IN ('message', 'card')),
        ADD CONSTRAINT ck_outbox_messages_audience_is_known
            CHECK (audience IN ('client', 'master', 'admins')),
        ADD CONSTRAINT ck_outbox_messages_state_is_known
            CHECK (state IN ('waiting', 'sent', 'dropped', 'failed')),
        ADD CONSTRAINT fk_outbox_messages_recipient_id
            FOREIGN KEY (recipient_id) REFERENCES users (id),
        ADD CONSTRAINT fk_outbox_messages_location_id
            FOREIGN KEY (location_id) REFERENCES locations (id)
    """,
    # What waited while nobody delivered is history by now.
    "UPDATE outbox_messages SET attempt_at = due_at, finished_at = now(), state = 'dropped'",
    "ALTER TABLE outbox_messages ALTER COLUMN attempt_at SET NOT NULL",
    "DROP INDEX ix_outbox_messages_due_at",
    "CREATE INDEX ix_outbox_messages_recipient_id ON outbox_messages (recipient_id)",
    """
    CREATE INDEX ix_outbox_messages_channel_attempt_at_id
    ON outbox_messages (channel, attempt_at, id) WHERE state = 'waiting'
    """,
    """
    CREATE INDEX ix_outbox_messages_recipient_id_due_at
    ON outbox_messages (recipient_id, due_at) WHERE kind = 'admin_notices'
    """,
)

OUTBOX_BEFORE = (
    "DELETE FROM outbox_messages WHERE booking_id IS NULL",
    """
    ALTER TABLE outbox_messages
        ALTER COLUMN booking_id SET NOT NULL,
        DROP COLUMN channel,
        DROP COLUMN audience,
        DROP COLUMN recipient_id,
        DROP COLUMN location_id,
        DROP COLUMN facts,
        DROP COLUMN parts,
        DROP COLUMN correlation_id,
        DROP COLUMN state,
        DROP COLUMN attempt_at,
        DROP COLUMN attempts,
        DROP COLUMN finished_at,
        DROP COLUMN problem
    """,
    "CREATE INDEX ix_outbox_messages_due_at ON outbox_messages (due_at)",
)

NO_DEPOSITS = (
    """
    ALTER TABLE users
        DROP CONSTRAINT ck_users_visits_are_counted,
        DROP COLUMN kept_since_missed,
        DROP COLUMN unreachable_at,
        ADD CONSTRAINT ck_users_visits_are_counted CHECK (kept_visits >= 0 AND missed_visits >= 0)
    """,
    "ALTER TABLE bookings DROP COLUMN deposit_minor",
    "ALTER TABLE services DROP COLUMN deposit_kind, DROP COLUMN deposit_value",
    """
    ALTER TABLE policy_sets
        DROP COLUMN deposit_kind,
        DROP COLUMN deposit_value,
        DROP COLUMN flagged_deposit_kind,
        DROP COLUMN flagged_deposit_value,
        DROP COLUMN no_show_threshold,
        DROP COLUMN kept_visits_to_unflag,
        DROP COLUMN late_cancel_fee_percent,
        DROP COLUMN max_upcoming_bookings,
        DROP COLUMN reminder_lead_minutes,
        DROP COLUMN late_reminder,
        DROP COLUMN quiet_from,
        DROP COLUMN quiet_until,
        DROP COLUMN waitlist_offer_minutes
    """,
)


def upgrade() -> None:
    for statement in (*DEPOSITS, *PAYMENTS, *OUTBOX):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE reconcile_cursors, charges, payment_events, payments")
    for statement in (*OUTBOX_BEFORE, *NO_DEPOSITS):
        op.execute(statement)
