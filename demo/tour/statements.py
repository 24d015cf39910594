"""SQL statements of the witness."""

from sqlalchemy import text

VISITS = text(
    """
    SELECT b.id, i.start_at, i.end_at, m.name AS master, s.name AS service
    FROM bookings b
    JOIN users u ON u.id = b.client_id
    JOIN booking_items i ON i.booking_id = b.id
    JOIN masters m ON m.id = i.master_id
    JOIN services s ON s.id = i.service_id
    WHERE u.telegram_id = :telegram_id AND b.status = 'confirmed'
    ORDER BY b.id, i.position
    """
)
NEWEST = text(
    """
    SELECT max(b.id)
    FROM bookings b
    JOIN users u ON u.id = b.client_id
    WHERE u.telegram_id = :telegram_id
    """
)
NEWEST_CALLED = text(
    """
    SELECT max(b.id)
    FROM bookings b
    JOIN users u ON u.id = b.client_id
    WHERE u.display_name = :name
    """
)
BOOKING = text(
    """
    SELECT id, status, starts_at, ends_at, price_minor, deposit_minor, late_minutes, arrived_at,
        confirmed_by_client_at, source
    FROM bookings
    WHERE id = :booking_id
    """
)
PAYMENTS = text(
    """
    SELECT state, amount_minor, refund_minor, paid_by
    FROM payments
    WHERE booking_id = :booking_id
    ORDER BY id
    """
)
LAST_REASON = text(
    "SELECT reason FROM booking_events WHERE booking_id = :booking_id ORDER BY id DESC LIMIT 1"
)
REMINDERS = text(
    """
    SELECT DISTINCT (facts ->> 'start_at')::timestamptz
    FROM outbox_messages
    WHERE kind = 'reminder' AND state = 'waiting' AND booking_id = :booking_id
    """
)
RECORD = text("SELECT kept_visits, missed_visits FROM users WHERE telegram_id = :telegram_id")
WORKS_AS = text(
    """
    SELECT m.name
    FROM masters m
    JOIN users u ON u.id = m.user_id
    WHERE u.telegram_id = :telegram_id
    ORDER BY m.id
    """
)
CLIENT_OF = text(
    """
    SELECT u.display_name
    FROM bookings b
    JOIN users u ON u.id = b.client_id
    WHERE b.id = :booking_id
    """
)
VISITS_ON = text(
    """
    SELECT DISTINCT b.id
    FROM bookings b
    JOIN booking_items i ON i.booking_id = b.id
    JOIN masters m ON m.id = i.master_id
    WHERE m.name = :master AND (i.start_at AT TIME ZONE :zone)::date = :day
        AND b.status IN ('confirmed', 'reschedule_proposed')
    ORDER BY b.id
    """
)
DAYS_OFF = text(
    """
    SELECT d.day
    FROM days_off d
    JOIN masters m ON m.id = d.master_id
    WHERE m.name = :master
    """
)
PAID_AT_VENUE = text(
    """
    SELECT coalesce(sum(amount_minor), 0)
    FROM payments
    WHERE paid_by IS NOT NULL AND state = 'paid' AND paid_at >= :since
    """
)
TABLES = text(
    """
    SELECT table_name
    FROM information_schema.tables
    WHERE table_schema = current_schema()
        AND table_name NOT IN ('outbox_messages', 'incoming_updates')
    """
)
"""All tables except those that workers write at any time, and those of updates themselves."""
