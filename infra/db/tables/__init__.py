"""The tables as SQLAlchemy Core definitions; `migrations/` creates the same schema.

Moments are `timestamptz` and end in `_at` (or `_until`), local times of day are `time`, money is
an integer number of minor units. Ids of masters are 32 bits wide, because an advisory lock takes
two such numbers: a master and a day.
"""

from infra.db.tables.base import metadata
from infra.db.tables.bookings import (
    CLIENT_EXISTS,
    LANE_IS_FREE,
    ONE_BOOKING_A_REQUEST,
    ONE_HOLD_A_CLIENT,
    booking_events,
    booking_items,
    bookings,
)
from infra.db.tables.catalog import service_categories, services, skills
from infra.db.tables.groups import admin_groups
from infra.db.tables.inbox import incoming_updates
from infra.db.tables.money import (
    ONE_OPEN_PAYMENT,
    ONE_PAID_PAYMENT,
    ONE_PAYMENT_A_CHARGE,
    ONE_PAYMENT_AT_VENUE,
    charges,
    payment_events,
    payments,
    reconcile_cursors,
)
from infra.db.tables.outbox import outbox_messages
from infra.db.tables.proposals import ONE_OPEN_PROPOSAL, proposals
from infra.db.tables.schedule import (
    ANY_PHONE,
    days_off,
    locations,
    masters,
    policy_sets,
    time_blocks,
    users,
    working_days,
)
from infra.db.tables.staff import audit_entries, invitations
from infra.db.tables.visit_life import displacements, visit_messages

__all__ = [
    "ANY_PHONE",
    "CLIENT_EXISTS",
    "LANE_IS_FREE",
    "ONE_BOOKING_A_REQUEST",
    "ONE_HOLD_A_CLIENT",
    "ONE_OPEN_PAYMENT",
    "ONE_OPEN_PROPOSAL",
    "ONE_PAID_PAYMENT",
    "ONE_PAYMENT_AT_VENUE",
    "ONE_PAYMENT_A_CHARGE",
    "admin_groups",
    "audit_entries",
    "booking_events",
    "booking_items",
    "bookings",
    "charges",
    "days_off",
    "displacements",
    "incoming_updates",
    "invitations",
    "locations",
    "masters",
    "metadata",
    "outbox_messages",
    "payment_events",
    "payments",
    "policy_sets",
    "proposals",
    "reconcile_cursors",
    "service_categories",
    "services",
    "skills",
    "time_blocks",
    "users",
    "visit_messages",
    "working_days",
]
