"""What is told about money. Amounts are in minor units."""

from datetime import UTC, datetime

from domain.outbox.message import Audience, MessageKind, OutboxMessage
from domain.payments.model import Charge, Outcome, Payment
from domain.shared.money import Money
from domain.visit.model import Visit

Facts = dict[str, str | int]


def late_offer(payment: Payment, refund_at: datetime, now: datetime) -> OutboxMessage:
    """Offer another time or the money back: it came when the time was gone."""
    facts = {
        **_of_money(payment, payment.amount),
        "refund_at": refund_at.astimezone(UTC).isoformat(),
    }
    return _to_client(MessageKind.PAYMENT_LATE_OFFER, payment, now, facts)


def goes_back(payment: Payment, outcome: Outcome, now: datetime) -> OutboxMessage:
    """Tell that money came for a visit that is paid for, or given up, and is on its way back."""
    facts = {**_of_money(payment, payment.amount), "reason": outcome.value}
    return _to_client(MessageKind.PAYMENT_DUPLICATE_REFUND, payment, now, facts)


def refunded(payment: Payment, amount: Money, now: datetime) -> OutboxMessage:
    """Tell that money went back."""
    return _to_client(MessageKind.PAYMENT_REFUNDED, payment, now, _of_money(payment, amount))


def refunded_of_standing_visit(
    payment: Payment, amount: Money, visit: Visit, now: datetime
) -> OutboxMessage:
    """Tell the admins that the money of a visit went back, though the visit stands."""
    kind = MessageKind.PAYMENT_REFUNDED
    return OutboxMessage(
        f"{kind}:{payment.id}:admins",
        kind,
        payment.booking_id,
        now,
        location_id=visit.location.id,
        facts=_of_money(payment, amount),
    )


def refund_due(payment: Payment, amount: Money, now: datetime) -> OutboxMessage:
    """Ask the admins to send money back by hand, or tell that sending it fails again and again."""
    kind = MessageKind.REFUND_DUE
    facts: Facts = {**_of_money(payment, amount), "client_id": payment.client_id}
    if payment.is_by_hand:
        return OutboxMessage(f"{kind}:{payment.id}", kind, payment.booking_id, now, facts=facts)
    key = f"{kind}:{payment.id}:tried_on"
    facts["is_tried_on"] = 1
    return OutboxMessage(key, kind, payment.booking_id, now, facts=facts)


def unmatched(charge: Charge, outcome: Outcome, now: datetime) -> OutboxMessage:
    """Ask the admins whose money it is that came, or went back, and fits no payment."""
    kind = MessageKind.PAYMENT_UNMATCHED
    facts: Facts = {
        "reason": outcome.value,
        "charge_kind": charge.kind.value,
        "telegram_charge_id": charge.telegram_charge_id,
        "payer_telegram_id": charge.payer_telegram_id,
        "amount_minor": charge.amount_minor,
        "currency": charge.currency,
    }
    key = f"{kind}:{charge.kind}:{charge.telegram_charge_id}"
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


def _of_money(payment: Payment, amount: Money) -> Facts:
    return {
        "payment_id": payment.id,
        "amount_minor": amount.amount_minor,
        "currency": amount.currency,
    }
