"""What a booking needs: places, people, services, reservations, the outbox."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PLACES_AND_PEOPLE = (
    """
    CREATE TABLE locations (
        id integer GENERATED ALWAYS AS IDENTITY,
        name text NOT NULL,
        name_translations jsonb NOT NULL DEFAULT '{}',
        address text NOT NULL DEFAULT '',
        timezone text NOT NULL,
        currency text NOT NULL,
        country text NOT NULL,
        subdivision text,
        is_active boolean NOT NULL DEFAULT true,
        position integer NOT NULL DEFAULT 0,
        CONSTRAINT pk_locations PRIMARY KEY (id),
        CONSTRAINT ck_locations_currency_is_iso_4217 CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT ck_locations_country_is_iso_3166 CHECK (country ~ '^[A-Z]{2}$')
    )
    """,
    """
    CREATE TABLE policy_sets (
        location_id integer NOT NULL,
        step_minutes integer NOT NULL DEFAULT 30,
        default_buffer_between_minutes integer NOT NULL DEFAULT 0,
        min_advance_minutes integer NOT NULL DEFAULT 60,
        max_advance_days integer NOT NULL DEFAULT 60,
        weekday_work_start time,
        weekday_work_end time,
        weekday_break_start time,
        weekday_break_end time,
        saturday_work_start time,
        saturday_work_end time,
        saturday_break_start time,
        saturday_break_end time,
        hold_minutes integer NOT NULL DEFAULT 10,
        cancel_lock_minutes integer NOT NULL DEFAULT 1440,
        reschedule_lock_minutes integer NOT NULL DEFAULT 1440,
        is_in_maintenance boolean NOT NULL DEFAULT false,
        maintenance_text text NOT NULL DEFAULT '',
        CONSTRAINT pk_policy_sets PRIMARY KEY (location_id),
        CONSTRAINT fk_policy_sets_location_id FOREIGN KEY (location_id) REFERENCES locations (id),
        CONSTRAINT ck_policy_sets_step_minutes_in_range CHECK (step_minutes BETWEEN 1 AND 720),
        CONSTRAINT ck_policy_sets_default_buffer_between_minutes_in_range
            CHECK (default_buffer_between_minutes BETWEEN 0 AND 720),
        CONSTRAINT ck_policy_sets_min_advance_minutes_in_range
            CHECK (min_advance_minutes BETWEEN 0 AND 527040),
        CONSTRAINT ck_policy_sets_max_advance_days_in_range
            CHECK (max_advance_days BETWEEN 0 AND 366),
        CONSTRAINT ck_policy_sets_weekday_hours_are_whole CHECK (
            (weekday_work_start IS NULL) = (weekday_work_end IS NULL)
            AND (weekday_break_start IS NULL) = (weekday_break_end IS NULL)
            AND (weekday_break_start IS NULL OR weekday_work_start IS NOT NULL)
        ),
        CONSTRAINT ck_policy_sets_saturday_hours_are_whole CHECK (
            (saturday_work_start IS NULL) = (saturday_work_end IS NULL)
            AND (saturday_break_start IS NULL) = (saturday_break_end IS NULL)
            AND (saturday_break_start IS NULL OR saturday_work_start IS NOT NULL)
        ),
        CONSTRAINT ck_policy_sets_hold_minutes_in_range CHECK (hold_minutes BETWEEN 1 AND 1440),
        CONSTRAINT ck_policy_sets_cancel_lock_minutes_in_range
            CHECK (cancel_lock_minutes BETWEEN 0 AND 527040),
        CONSTRAINT ck_policy_sets_reschedule_lock_minutes_in_range
            CHECK (reschedule_lock_minutes BETWEEN 0 AND 527040)
    )
    """,
    """
    CREATE TABLE users (
        id bigint GENERATED ALWAYS AS IDENTITY,
        telegram_id bigint,
        display_name text NOT NULL,
        phone text,
        language text NOT NULL,
        timezone text,
        is_admin boolean NOT NULL DEFAULT false,
        is_blocked boolean NOT NULL DEFAULT false,
        kept_visits integer NOT NULL DEFAULT 0,
        missed_visits integer NOT NULL DEFAULT 0,
        consented_at timestamptz,
        CONSTRAINT pk_users PRIMARY KEY (id),
        CONSTRAINT uq_users_telegram_id UNIQUE (telegram_id),
        CONSTRAINT ck_users_visits_are_counted CHECK (kept_visits >= 0 AND missed_visits >= 0)
    )
    """,
    """
    CREATE TABLE masters (
        id integer GENERATED ALWAYS AS IDENTITY,
        location_id integer NOT NULL,
        user_id bigint,
        name text NOT NULL,
        name_translations jsonb NOT NULL DEFAULT '{}',
        about text NOT NULL,
        about_translations jsonb NOT NULL DEFAULT '{}',
        photo text,
        is_active boolean NOT NULL DEFAULT true,
        position integer NOT NULL DEFAULT 0,
        default_work_start time,
        default_work_end time,
        default_break_start time,
        default_break_end time,
        buffer_between_minutes integer,
        min_advance_minutes integer,
        max_advance_days integer,
        max_clients_parallel integer NOT NULL DEFAULT 1,
        timezone text,
        works_on_holidays boolean NOT NULL DEFAULT false,
        CONSTRAINT pk_masters PRIMARY KEY (id),
        CONSTRAINT uq_masters_id_location_id UNIQUE (id, location_id),
        CONSTRAINT fk_masters_location_id FOREIGN KEY (location_id) REFERENCES locations (id),
        CONSTRAINT fk_masters_user_id FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT ck_masters_default_hours_are_whole CHECK (
            (default_work_start IS NULL) = (default_work_end IS NULL)
            AND (default_break_start IS NULL) = (default_break_end IS NULL)
            AND (default_break_start IS NULL OR default_work_start IS NOT NULL)
        ),
        CONSTRAINT ck_masters_buffer_between_minutes_in_range
            CHECK (buffer_between_minutes BETWEEN 0 AND 720),
        CONSTRAINT ck_masters_min_advance_minutes_in_range
            CHECK (min_advance_minutes BETWEEN 0 AND 527040),
        CONSTRAINT ck_masters_max_advance_days_in_range
            CHECK (max_advance_days BETWEEN 0 AND 366),
        CONSTRAINT ck_masters_max_clients_parallel_in_range
            CHECK (max_clients_parallel BETWEEN 1 AND 100)
    )
    """,
    "CREATE INDEX ix_masters_location_id ON masters (location_id)",
    "CREATE INDEX ix_masters_user_id ON masters (user_id)",
)

WORKING_TIME = (
    """
    CREATE TABLE working_days (
        master_id integer NOT NULL,
        weekday integer NOT NULL,
        work_start time,
        work_end time,
        break_start time,
        break_end time,
        CONSTRAINT pk_working_days PRIMARY KEY (master_id, weekday),
        CONSTRAINT fk_working_days_master_id
            FOREIGN KEY (master_id) REFERENCES masters (id) ON DELETE CASCADE,
        CONSTRAINT ck_working_days_weekday_in_range CHECK (weekday BETWEEN 0 AND 6),
        CONSTRAINT ck_working_days_hours_are_whole CHECK (
            (work_start IS NULL) = (work_end IS NULL)
            AND (break_start IS NULL) = (break_end IS NULL)
            AND (break_start IS NULL OR work_start IS NOT NULL)
        )
    )
    """,
    """
    CREATE TABLE days_off (
        master_id integer NOT NULL,
        day date NOT NULL,
        reason text NOT NULL DEFAULT '',
        CONSTRAINT pk_days_off PRIMARY KEY (master_id, day),
        CONSTRAINT fk_days_off_master_id
            FOREIGN KEY (master_id) REFERENCES masters (id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE time_blocks (
        id bigint GENERATED ALWAYS AS IDENTITY,
        master_id integer NOT NULL,
        start_at timestamptz NOT NULL,
        end_at timestamptz NOT NULL,
        reason text NOT NULL DEFAULT '',
        CONSTRAINT pk_time_blocks PRIMARY KEY (id),
        CONSTRAINT fk_time_blocks_master_id
            FOREIGN KEY (master_id) REFERENCES masters (id) ON DELETE CASCADE,
        CONSTRAINT ck_time_blocks_ends_after_start CHECK (end_at > start_at)
    )
    """,
    "CREATE INDEX ix_time_blocks_master_id_end_at ON time_blocks (master_id, end_at)",
)

CATALOG = (
    """
    CREATE TABLE service_categories (
        id integer GENERATED ALWAYS AS IDENTITY,
        location_id integer NOT NULL,
        name text NOT NULL,
        name_translations jsonb NOT NULL DEFAULT '{}',
        position integer NOT NULL DEFAULT 0,
        CONSTRAINT pk_service_categories PRIMARY KEY (id),
        CONSTRAINT fk_service_categories_location_id
            FOREIGN KEY (location_id) REFERENCES locations (id)
    )
    """,
    "CREATE INDEX ix_service_categories_location_id ON service_categories (location_id)",
    """
    CREATE TABLE services (
        id integer GENERATED ALWAYS AS IDENTITY,
        location_id integer NOT NULL,
        category_id integer NOT NULL,
        name text NOT NULL,
        name_translations jsonb NOT NULL DEFAULT '{}',
        description text NOT NULL,
        description_translations jsonb NOT NULL DEFAULT '{}',
        duration_minutes integer NOT NULL,
        min_gap_after_minutes integer NOT NULL DEFAULT 0,
        price_minor bigint NOT NULL,
        parallel_ok boolean NOT NULL DEFAULT false,
        parallel_group text,
        is_active boolean NOT NULL DEFAULT true,
        position integer NOT NULL DEFAULT 0,
        CONSTRAINT pk_services PRIMARY KEY (id),
        CONSTRAINT uq_services_id_location_id UNIQUE (id, location_id),
        CONSTRAINT fk_services_location_id FOREIGN KEY (location_id) REFERENCES locations (id),
        CONSTRAINT fk_services_category_id
            FOREIGN KEY (category_id) REFERENCES service_categories (id),
        CONSTRAINT ck_services_duration_minutes_in_range CHECK (duration_minutes BETWEEN 1 AND 720),
        CONSTRAINT ck_services_min_gap_after_minutes_in_range
            CHECK (min_gap_after_minutes BETWEEN 0 AND 720),
        CONSTRAINT ck_services_price_is_not_negative CHECK (price_minor >= 0)
    )
    """,
    "CREATE INDEX ix_services_location_id ON services (location_id)",
    "CREATE INDEX ix_services_category_id ON services (category_id)",
    """
    CREATE TABLE skills (
        service_id integer NOT NULL,
        master_id integer NOT NULL,
        location_id integer NOT NULL,
        duration_minutes integer,
        price_minor bigint,
        CONSTRAINT pk_skills PRIMARY KEY (service_id, master_id),
        CONSTRAINT fk_skills_service_id_location_id FOREIGN KEY (service_id, location_id)
            REFERENCES services (id, location_id) ON DELETE CASCADE,
        CONSTRAINT fk_skills_master_id_location_id FOREIGN KEY (master_id, location_id)
            REFERENCES masters (id, location_id) ON DELETE CASCADE,
        CONSTRAINT ck_skills_duration_minutes_in_range CHECK (duration_minutes BETWEEN 1 AND 720),
        CONSTRAINT ck_skills_price_is_not_negative CHECK (price_minor >= 0)
    )
    """,
    "CREATE INDEX ix_skills_master_id ON skills (master_id)",
)

BOOKINGS = (
    """
    CREATE TABLE bookings (
        id bigint GENERATED ALWAYS AS IDENTITY,
        location_id integer NOT NULL,
        client_id bigint NOT NULL,
        status text NOT NULL,
        hold_expires_at timestamptz,
        source text NOT NULL,
        request_key uuid NOT NULL,
        note text NOT NULL DEFAULT '',
        price_minor bigint NOT NULL,
        currency text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        CONSTRAINT pk_bookings PRIMARY KEY (id),
        CONSTRAINT uq_bookings_request_key UNIQUE (request_key),
        CONSTRAINT uq_bookings_id_status UNIQUE (id, status),
        CONSTRAINT fk_bookings_location_id FOREIGN KEY (location_id) REFERENCES locations (id),
        CONSTRAINT fk_bookings_client_id FOREIGN KEY (client_id) REFERENCES users (id),
        CONSTRAINT ck_bookings_status_is_known CHECK (
            status IN ('pending', 'confirmed', 'reschedule_proposed', 'completed', 'no_show',
                       'cancelled', 'expired')
        ),
        CONSTRAINT ck_bookings_source_is_known
            CHECK (source IN ('client', 'admin', 'waitlist', 'repeat')),
        CONSTRAINT ck_bookings_price_is_not_negative CHECK (price_minor >= 0),
        CONSTRAINT ck_bookings_currency_is_iso_4217 CHECK (currency ~ '^[A-Z]{3}$'),
        CONSTRAINT ck_bookings_ends_after_start CHECK (ends_at > starts_at),
        CONSTRAINT ck_bookings_hold_is_pending
            CHECK ((hold_expires_at IS NOT NULL) = (status = 'pending'))
    )
    """,
    "CREATE INDEX ix_bookings_client_id_starts_at_id ON bookings (client_id, starts_at, id)",
    "CREATE INDEX ix_bookings_location_id_starts_at ON bookings (location_id, starts_at)",
    """
    CREATE INDEX ix_bookings_hold_expires_at ON bookings (hold_expires_at)
    WHERE status = 'pending'
    """,
    """
    CREATE UNIQUE INDEX uq_bookings_client_id_pending ON bookings (client_id)
    WHERE status = 'pending'
    """,
    """
    CREATE TABLE booking_items (
        booking_id bigint NOT NULL,
        position integer NOT NULL,
        status text NOT NULL,
        service_id integer NOT NULL,
        master_id integer NOT NULL,
        lane integer NOT NULL,
        start_at timestamptz NOT NULL,
        end_at timestamptz NOT NULL,
        blocked_until timestamptz NOT NULL,
        price_minor bigint NOT NULL,
        CONSTRAINT pk_booking_items PRIMARY KEY (booking_id, position),
        CONSTRAINT fk_booking_items_booking_id_status
            FOREIGN KEY (booking_id, status) REFERENCES bookings (id, status)
            ON UPDATE CASCADE ON DELETE CASCADE,
        CONSTRAINT fk_booking_items_service_id FOREIGN KEY (service_id) REFERENCES services (id),
        CONSTRAINT fk_booking_items_master_id FOREIGN KEY (master_id) REFERENCES masters (id),
        CONSTRAINT ck_booking_items_price_is_not_negative CHECK (price_minor >= 0),
        CONSTRAINT ck_booking_items_lane_is_not_negative CHECK (lane >= 0),
        CONSTRAINT ck_booking_items_ends_after_start CHECK (end_at > start_at),
        CONSTRAINT ck_booking_items_blocks_to_the_end CHECK (blocked_until >= end_at),
        CONSTRAINT ck_booking_items_blocks_a_day_at_most
            CHECK (blocked_until <= start_at + interval '24 hours'),
        CONSTRAINT ex_booking_items_lane_is_free EXCLUDE USING gist (
            int8range(master_id, master_id, '[]') WITH &&,
            int8range(lane, lane, '[]') WITH &&,
            tstzrange(start_at, blocked_until) WITH &&
        ) WHERE (status IN ('pending', 'confirmed', 'reschedule_proposed'))
    )
    """,
    """
    CREATE INDEX ix_booking_items_master_id_start_at_status
    ON booking_items (master_id, start_at, status)
    """,
    """
    CREATE TABLE booking_events (
        id bigint GENERATED ALWAYS AS IDENTITY,
        booking_id bigint NOT NULL,
        from_status text,
        to_status text NOT NULL,
        happened_at timestamptz NOT NULL,
        actor_user_id bigint,
        actor_role text,
        reason text NOT NULL DEFAULT '',
        CONSTRAINT pk_booking_events PRIMARY KEY (id),
        CONSTRAINT fk_booking_events_booking_id
            FOREIGN KEY (booking_id) REFERENCES bookings (id) ON DELETE CASCADE,
        CONSTRAINT fk_booking_events_actor_user_id
            FOREIGN KEY (actor_user_id) REFERENCES users (id)
    )
    """,
    "CREATE INDEX ix_booking_events_booking_id ON booking_events (booking_id)",
    """
    CREATE TABLE outbox_messages (
        id bigint GENERATED ALWAYS AS IDENTITY,
        key text NOT NULL,
        kind text NOT NULL,
        booking_id bigint NOT NULL,
        due_at timestamptz NOT NULL,
        CONSTRAINT pk_outbox_messages PRIMARY KEY (id),
        CONSTRAINT uq_outbox_messages_key UNIQUE (key),
        CONSTRAINT fk_outbox_messages_booking_id
            FOREIGN KEY (booking_id) REFERENCES bookings (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_outbox_messages_booking_id ON outbox_messages (booking_id)",
    "CREATE INDEX ix_outbox_messages_due_at ON outbox_messages (due_at)",
)


def upgrade() -> None:
    for statement in (*PLACES_AND_PEOPLE, *WORKING_TIME, *CATALOG, *BOOKINGS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE outbox_messages, booking_events, booking_items, bookings")
    op.execute("DROP TABLE skills, services, service_categories")
    op.execute("DROP TABLE time_blocks, days_off, working_days")
    op.execute("DROP TABLE masters, users, policy_sets, locations")
