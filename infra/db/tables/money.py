"""Payments, and reported charges until they are settled."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from domain.payments.model import ChargeKind, PaidBy, PaymentState
from infra.db.tables.base import big_id, metadata, moment, one_of, plain_text, quoted
from infra.db.tables.bookings import bookings
from infra.db.tables.schedule import users

ONE_OPEN_PAYMENT = "uq_payments_booking_id_open"
ONE_PAID_PAYMENT = "uq_payments_booking_id_paid"
ONE_PAYMENT_AT_VENUE = "uq_payments_booking_id_at_venue"
ONE_PAYMENT_A_CHARGE = "uq_payments_telegram_charge_id"

payments = Table(
    "payments",
    metadata,
    big_id(),
    Column("booking_id", ForeignKey(bookings.c.id), nullable=False, index=True),
    Column("client_id", ForeignKey(users.c.id), nullable=False, index=True),
    Column("provider", Text, nullable=False),
    *one_of("state", PaymentState),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("payload", Uuid, nullable=False),
    moment("created_at"),
    Column("invoice_message_id", BigInteger),
    moment("checked_at", nullable=True),  # the last accepted pre-checkout
    moment("paid_at", nullable=True),
    Column("telegram_charge_id", Text),
    Column("provider_charge_id", Text),  # passed through by Telegram: not unique
    Column("refund_minor", BigInteger, nullable=False, server_default=text("0")),
    moment("refund_at", nullable=True),  # when the refund is due, unless the client answers before
    moment("refunded_at", nullable=True),
    Column("refund_attempts", Integer, nullable=False, server_default=text("0")),
    moment("refund_attempt_at", nullable=True),  # next attempt; null: a person makes the refund
    moment("raised_at", nullable=True),  # when admins were notified of a failed refund
    *one_of("paid_by", PaidBy, optional=True),  # set for payments at the venue
    UniqueConstraint("payload"),
    UniqueConstraint("telegram_charge_id", name=ONE_PAYMENT_A_CHARGE),
    CheckConstraint("amount_minor > 0", "amount_is_positive"),
    CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency_is_iso_4217"),
    CheckConstraint("refund_minor BETWEEN 0 AND amount_minor", "refund_is_a_part"),
    CheckConstraint("(refund_at IS NOT NULL) = (state = 'refund_due')", "refund_has_its_time"),
    Index(
        ONE_OPEN_PAYMENT,
        "booking_id",
        unique=True,
        postgresql_where=text(
            f"state IN ({quoted((PaymentState.CREATED, PaymentState.INVOICED))})"
        ),
    ),
    # A visit has at most one prepayment and one payment at the venue.
    Index(
        ONE_PAID_PAYMENT,
        "booking_id",
        unique=True,
        postgresql_where=text("state = 'paid' AND paid_by IS NULL"),
    ),
    Index(
        ONE_PAYMENT_AT_VENUE,
        "booking_id",
        unique=True,
        postgresql_where=text("state = 'paid' AND paid_by IS NOT NULL"),
    ),
    Index(None, "refund_at", postgresql_where=text("state = 'refund_due'")),
)

payment_events = Table(
    "payment_events",
    metadata,
    big_id(),
    Column("payment_id", ForeignKey(payments.c.id), nullable=False, index=True),
    Column("from_state", Text),
    Column("to_state", Text, nullable=False),
    moment("happened_at"),
    plain_text("reason"),
)

# Charges as reported by Telegram or a provider, unchanged: their values are not trusted.
charges = Table(
    "charges",
    metadata,
    big_id(),
    *one_of("kind", ChargeKind),
    Column("telegram_charge_id", Text, nullable=False),
    Column("provider_charge_id", Text),
    Column("payer_telegram_id", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("amount_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    moment("received_at"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    moment("attempt_at", nullable=True),  # when it is tried again
    moment("settled_at", nullable=True),
    plain_text("outcome"),
    UniqueConstraint("kind", "telegram_charge_id"),
    Index(None, "id", postgresql_where=text("settled_at IS NULL")),
)

# The read position in the transaction list of each provider account.
reconcile_cursors = Table(
    "reconcile_cursors",
    metadata,
    Column("provider", Text, primary_key=True),
    Column("account", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
)
