"""Notifications about a booking and its hold."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.outbox.message import Audience, Channel, Facts, MessageKind, OutboxMessage
from domain.payments.model import Payment, PaymentState
from domain.shared.ids import BookingId, InvoiceRef, UserId
from domain.shared.money import Money
from domain.visit.ports import Hold

COUNTDOWN_MINUTES = (5, 3, 2, 1)
"""Minutes before the end of a hold at which its card is refreshed; more would load the chat."""


@dataclass(frozen=True, slots=True)
class MoneyFacts(Facts):
    """The sum that a message is about."""

    amount_minor: int
    currency: str

    @property
    def amount(self) -> Money:
        """The sum as money."""
        return Money(self.amount_minor, self.currency)


@dataclass(frozen=True, slots=True)
class CardFacts(Facts):
    """Facts of a card refresh; the invoice, no longer payable, is removed from the chat."""

    invoice_ref: InvoiceRef | None = None


@dataclass(frozen=True, slots=True)
class CancelledFacts(Facts):
    """The refund of the client, in minor units of the visit's currency, if it is shown."""

    refund_minor: int | None = None


def booking_made(booking_id: BookingId, now: datetime) -> OutboxMessage:
    """Return the notification that a visit is booked."""
    kind = MessageKind.BOOKING_MADE
    return OutboxMessage(f"{kind}:{booking_id}", kind, booking_id, now)


def booking_cancelled(booking_id: BookingId, now: datetime) -> OutboxMessage:
    """Return the notification that a visit was cancelled."""
    kind = MessageKind.BOOKING_CANCELLED
    return OutboxMessage(f"{kind}:{booking_id}", kind, booking_id, now, facts=CancelledFacts())


def to_client(message: OutboxMessage, client_id: UserId) -> OutboxMessage:
    """Return the same notification for the client, about an action of another user."""
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
    """Return a refresh of a visit's open card; the invoice is removed from the chat."""
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
    """Return refreshes of a hold's card, at a few marks, to update the minutes left."""
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
    """Return the refreshes for a hold's new end, at most once for each minute of that end."""
    shown = card_refresh(booking_id, client_id, f"{expires_at:%Y-%m-%dT%H:%M}", now)
    return [shown, *countdown(booking_id, client_id, now, expires_at)]


def hold_ended(
    hold: Hold, payment: Payment | None, now: datetime, *, notifies_client: bool
) -> list[OutboxMessage]:
    """Notify the client that a hold expired, and the admins if the payment failed.

    If a user ended the hold, only the card is refreshed.
    """
    invoice = payment.invoice_ref if payment else None
    if not notifies_client:
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
