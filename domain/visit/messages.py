"""What is told about a booking and its hold."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.outbox.message import Audience, Channel, Facts, MessageKind, OutboxMessage
from domain.payments.model import Payment, PaymentState
from domain.shared.ids import BookingId, InvoiceRef, UserId
from domain.visit.ports import Hold

COUNTDOWN_MINUTES = (5, 3, 2, 1)
"""How much is left of a hold when its card is shown afresh; more would tire the chat."""


@dataclass(frozen=True, slots=True)
class CardFacts(Facts):
    """What is shown on a card; an invoice that nobody shall pay any more is taken away."""

    invoice_ref: InvoiceRef | None = None


@dataclass(frozen=True, slots=True)
class CancelledFacts(Facts):
    """How much goes back to the client, in minor units of the visit's currency, if told."""

    refund_minor: int | None = None


def booking_made(booking_id: BookingId, now: datetime) -> OutboxMessage:
    """Tell that a visit stands."""
    kind = MessageKind.BOOKING_MADE
    return OutboxMessage(f"{kind}:{booking_id}", kind, booking_id, now)


def booking_cancelled(booking_id: BookingId, now: datetime) -> OutboxMessage:
    """Tell that a visit was cancelled."""
    kind = MessageKind.BOOKING_CANCELLED
    return OutboxMessage(f"{kind}:{booking_id}", kind, booking_id, now, facts=CancelledFacts())


def to_client(message: OutboxMessage, client_id: UserId) -> OutboxMessage:
    """Return the same, told to the client: of what they did not do themselves."""
    return replace(
        message, key=f"{message.key}:client", audience=Audience.CLIENT, recipient_id=client_id
    )


def card_refresh(
    booking_id: BookingId,
    client_id: UserId,
    occasion: str,
    due_at: datetime,
    invoice_ref: InvoiceRef | None = None,
) -> OutboxMessage:
    """Have the card of a visit shown afresh where it is open; the invoice is taken away."""
    kind = MessageKind.CARD_REFRESH
    return OutboxMessage(
        f"{kind}:{booking_id}:{occasion}",
        kind,
        booking_id,
        due_at,
        Channel.CARD,
        Audience.CLIENT,
        client_id,
        facts=CardFacts(invoice_ref),
    )


def countdown(
    booking_id: BookingId, client_id: UserId, now: datetime, expires_at: datetime
) -> list[OutboxMessage]:
    """Return what keeps the minutes of a hold's card right, at a few marks."""
    end = f"{expires_at:%Y-%m-%dT%H:%M}"
    marks = ((minutes, expires_at - timedelta(minutes=minutes)) for minutes in COUNTDOWN_MINUTES)
    return [
        card_refresh(booking_id, client_id, f"{end}:{minutes}", due_at)
        for minutes, due_at in marks
        if due_at > now
    ]


def hold_extended(
    booking_id: BookingId, client_id: UserId, now: datetime, expires_at: datetime
) -> list[OutboxMessage]:
    """Have the card count down to the new end of a hold, once for each minute that it can be."""
    shown = card_refresh(booking_id, client_id, f"{expires_at:%Y-%m-%dT%H:%M}", now)
    return [shown, *countdown(booking_id, client_id, now, expires_at)]


def hold_ended(
    hold: Hold, payment: Payment | None, now: datetime, *, is_told: bool
) -> list[OutboxMessage]:
    """Tell a client whose time has run out, the admins where paying was tried.

    Where the client ended the hold, the card alone is shown afresh.
    """
    invoice = payment.invoice_ref if payment else None
    if not is_told:
        return [card_refresh(hold.booking_id, hold.client_id, "ended", now, invoice)]
    failed = payment is not None and payment.state is PaymentState.FAILED
    kind = MessageKind.PAYMENT_FAILED if failed else MessageKind.HOLD_EXPIRED
    key = f"{kind}:{hold.booking_id}"
    facts = CardFacts(invoice)
    to_client = OutboxMessage(
        key, kind, hold.booking_id, now, Channel.CARD, Audience.CLIENT, hold.client_id, facts=facts
    )
    to_admins = OutboxMessage(f"{key}:admins", kind, hold.booking_id, now)
    return [to_client, to_admins] if failed else [to_client]
