from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.shared.ids import BookingId, LocationId, MessageId, UserId


class MessageKind(StrEnum):
    """The kind of a message."""

    BOOKING_MADE = "booking_made"
    BOOKING_MOVED = "booking_moved"
    BOOKING_CANCELLED = "booking_cancelled"
    CARD_REFRESH = "card_refresh"  # only refreshes the card of a visit
    HOLD_EXPIRED = "hold_expired"
    PAYMENT_FAILED = "payment_failed"
    PAYMENT_LATE_OFFER = "payment_late_offer"  # the time is taken: another one, or a refund
    PAYMENT_DUPLICATE_REFUND = "payment_duplicate_refund"  # paid twice: one is refunded
    PAYMENT_REFUNDED = "payment_refunded"
    REFUND_DUE = "refund_due"  # the admins are asked to refund by hand
    PAYMENT_UNMATCHED = "payment_unmatched"  # the admins are asked about a charge
    DEPOSIT_NOT_TAKEN = "deposit_not_taken"  # it is below what can be paid in advance
    DELIVERY_FAILED = "delivery_failed"  # an unreached user should be called
    ADMIN_BUNDLE = "admin_notices"  # several messages to one admin in one
    REMINDER = "reminder"
    TIME_PROPOSED = "time_proposed"
    PROPOSAL_REPEATED = "proposal_repeated"  # asks again
    PROPOSAL_ACCEPTED = "proposal_accepted"
    PROPOSAL_DECLINED = "proposal_declined"
    PROPOSAL_UNANSWERED = "proposal_unanswered"
    NO_SHOW = "no_show"
    NEEDS_NEW_TIME = "needs_new_time"  # its master is absent: the client should be called
    OUTCOME_ASKED = "outcome_asked"  # the staff are asked for the outcome of a visit
    OUTCOMES_ASKED = "outcomes_asked"  # a master is asked about many visits at once
    RUNNING_LATE = "running_late"  # a visit begins later than agreed, or on time after all
    VISIT_MESSAGE = "visit_message"  # its text is read when it is sent
    CLIENT_JOINED = "client_joined"  # a client added by phone uses the chat from now on
    DIGEST = "digest"  # its figures are read when it is sent


class Channel(StrEnum):
    """The deliverer: a worker sends a separate message, the chat edits its card."""

    MESSAGE = "message"
    CARD = "card"


class Audience(StrEnum):
    """The group of readers of a message."""

    CLIENT = "client"
    MASTER = "master"
    ADMINS = "admins"


class MessageState(StrEnum):
    """The delivery state of a message."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # it was no longer relevant
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Facts:
    """The stored data of a message: ids, times and numbers, never personal data.

    A kind with facts has a subclass, beside the code that writes it. A field at its default
    is not stored.
    """


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message to send because of a change; `key` is unique.

    `recipient_id` is the reader, if there is only one. `facts` have the type that belongs to the
    kind.
    """

    key: str
    kind: MessageKind
    booking_id: BookingId | None
    due_at: datetime
    channel: Channel = Channel.MESSAGE
    audience: Audience = Audience.ADMINS
    recipient_id: UserId | None = None
    location_id: LocationId | None = None
    facts: Facts = NO_FACTS


@dataclass(frozen=True, slots=True)
class DueMessage:
    """A message claimed by this process: no other process tries before its lease ends.

    `attempt` counts from 1. `parts` are the messages of a bundle.
    """

    id: MessageId
    message: OutboxMessage
    attempt: int
    correlation_id: str = ""
    parts: tuple[MessageId, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """The newest bundle of an admin."""

    id: MessageId
    due_at: datetime
