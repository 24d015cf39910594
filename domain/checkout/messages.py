"""Notifications about payments. Amounts are in minor units."""

from dataclasses import dataclass
from datetime import datetime

from domain.outbox.message import Audience, Facts, MessageKind, OutboxMessage
from domain.payments.model import Charge, ChargeKind, Outcome, Payment
from domain.shared.ids import PaymentId, UserId
from domain.shared.money import Money
from domain.visit.messages import MoneyFacts
from domain.visit.model import Visit


@dataclass(frozen=True, slots=True)
class PaymentFacts(MoneyFacts):
    """A payment, and the part of it that moved."""

    payment_id: PaymentId


@dataclass(frozen=True, slots=True)
class LateMoneyFacts(PaymentFacts):
    """When the payment is refunded, unless the client takes another time."""

    refund_at: datetime


@dataclass(frozen=True, slots=True)
class ExtraMoneyFacts(PaymentFacts):
    """Why the payment is refunded."""

    reason: Outcome


@dataclass(frozen=True, slots=True)
class RefundFacts(PaymentFacts):
    """The client of the payment, and whether the program still retries the refund."""

    client_id: UserId
    is_tried_on: bool = False


@dataclass(frozen=True, slots=True)
class ChargeFacts(MoneyFacts):
    """A charge as reported by the provider, and the reason why it fits no payment."""

    reason: Outcome
    charge_kind: ChargeKind
    charge_ref: str
    payer_ref: int


def late_offer(payment: Payment, refund_at: datetime, now: datetime) -> OutboxMessage:
    """Offer another time or a refund: the payment came after the time was taken."""
    facts = LateMoneyFacts(*_of_money(payment, payment.amount), refund_at)
    return _to_client(MessageKind.PAYMENT_LATE_OFFER, payment, now, facts)


def goes_back(payment: Payment, outcome: Outcome, now: datetime) -> OutboxMessage:
    """Notify the client that a payment for a paid or cancelled visit is being refunded."""
    facts = ExtraMoneyFacts(*_of_money(payment, payment.amount), outcome)
    return _to_client(MessageKind.PAYMENT_DUPLICATE_REFUND, payment, now, facts)


def refunded(payment: Payment, amount: Money, now: datetime) -> OutboxMessage:
    """Notify the client of a refund."""
    facts = PaymentFacts(*_of_money(payment, amount))
    return _to_client(MessageKind.PAYMENT_REFUNDED, payment, now, facts)


def refunded_of_standing_visit(
    payment: Payment, amount: Money, visit: Visit, now: datetime
) -> OutboxMessage:
    """Notify the admins that the payment of an active visit was refunded."""
    kind = MessageKind.PAYMENT_REFUNDED
    return OutboxMessage(
        f"{kind}:{payment.id}:admins",
        kind,
        payment.booking_id,
        now,
        location_id=visit.location.id,
        facts=PaymentFacts(*_of_money(payment, amount)),
    )


def refund_due(payment: Payment, amount: Money, now: datetime) -> OutboxMessage:
    """Ask the admins to refund by hand, or notify them that the refund keeps failing."""
    kind, is_tried_on = MessageKind.REFUND_DUE, not payment.is_by_hand
    facts = RefundFacts(*_of_money(payment, amount), payment.client_id, is_tried_on)
    key = f"{kind}:{payment.id}"
    return OutboxMessage(
        f"{key}:tried_on" if is_tried_on else key, kind, payment.booking_id, now, facts=facts
    )


def unmatched(charge: Charge, outcome: Outcome, now: datetime) -> OutboxMessage:
    """Ask the admins about a charge or refund that fits no payment."""
    kind = MessageKind.PAYMENT_UNMATCHED
    facts = ChargeFacts(
        charge.amount_minor,
        charge.currency,
        outcome,
        charge.kind,
        charge.charge_ref,
        charge.payer_ref,
    )
    key = f"{kind}:{charge.kind}:{charge.charge_ref}"
    return OutboxMessage(key, kind, None, now, facts=facts)


def _to_client(kind: MessageKind, payment: Payment, now: datetime, facts: Facts) -> OutboxMessage:
    return OutboxMessage(
        f"{kind}:{payment.id}",
        kind,
        payment.booking_id,
        now,
        audience=Audience.CLIENT,
        recipient_id=payment.client_id,
        facts=facts,
    )


def _of_money(payment: Payment, amount: Money) -> tuple[int, str, PaymentId]:
    return amount.amount_minor, amount.currency, payment.id
