"""Sixty thousand visits, written by PostgreSQL itself."""

MASTERS = 5

# A visit an hour, of every master, for years before and a month after now.
VISITS = """
INSERT INTO bookings (location_id, client_id, status, source, request_key, price_minor, currency,
                      starts_at, ends_at)
SELECT $1, 1 + n % 500,
       CASE WHEN n < 720 THEN 'confirmed' WHEN n % 10 = 0 THEN 'cancelled'
            WHEN n % 10 = 1 THEN 'no_show' ELSE 'completed' END,
       'client', gen_random_uuid(), 3000, 'EUR', start_at, start_at + interval '1 hour'
FROM generate_series(1, 12000) AS n,
     generate_series(1, $2::integer) AS master,
     LATERAL (SELECT $3::timestamptz + (720 - n) * interval '1 hour' AS start_at) AS time
"""
ITEMS = """
INSERT INTO booking_items (booking_id, position, status, service_id, master_id, lane, start_at,
                           end_at, blocked_until, price_minor)
SELECT id, 0, status, $1, $2::integer + row_number() OVER (PARTITION BY starts_at ORDER BY id) - 1,
       0, starts_at, ends_at, ends_at, 3000
FROM bookings
"""
CLIENTS = """
INSERT INTO users (display_name, language) SELECT 'Client', 'en' FROM generate_series(1, 500)
"""
PAYMENTS = """
INSERT INTO payments (booking_id, client_id, provider, state, amount_minor, currency, payload,
                      created_at, paid_at)
SELECT id, client_id, 'at_venue', 'paid', 3000, 'EUR', gen_random_uuid(), starts_at, starts_at
FROM bookings WHERE status = 'completed'
"""
EVENTS = """
INSERT INTO booking_events (booking_id, from_status, to_status, happened_at)
SELECT id, 'confirmed', status, starts_at
FROM bookings
"""
