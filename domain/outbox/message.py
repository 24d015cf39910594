from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.shared.ids import BookingId, LocationId, MessageId, UserId


class MessageKind(StrEnum):
    """What is to be told."""

    BOOKING_MADE = "booking_made"
    BOOKING_MOVED = "booking_moved"
    BOOKING_CANCELLED = "booking_cancelled"
    CARD_REFRESH = "card_refresh"  # the card of a visit is to be shown afresh, nothing more
    HOLD_EXPIRED = "hold_expired"
    PAYMENT_FAILED = "payment_failed"
    PAYMENT_LATE_OFFER = "payment_late_offer"  # the time is gone: another one, or the money back
    PAYMENT_DUPLICATE_REFUND = "payment_duplicate_refund"  # it came once too often, and goes back
    PAYMENT_REFUNDED = "payment_refunded"
    REFUND_DUE = "refund_due"  # the admins are to send money back by hand
    PAYMENT_UNMATCHED = "payment_unmatched"  # the admins are asked whose money it is
    DELIVERY_FAILED = "delivery_failed"  # a person could not be reached, and should be called
    ADMIN_BUNDLE = "admin_notices"  # what one admin is told in one message: a bundle of others
    REMINDER = "reminder"
    TIME_PROPOSED = "time_proposed"
    PROPOSAL_REPEATED = "proposal_repeated"  # the question once more
    PROPOSAL_ACCEPTED = "proposal_accepted"
    PROPOSAL_DECLINED = "proposal_declined"
    PROPOSAL_UNANSWERED = "proposal_unanswered"
    NO_SHOW = "no_show"
    NEEDS_NEW_TIME = "needs_new_time"  # its master is not there: the client should be called
    OUTCOME_ASKED = "outcome_asked"  # the staff are asked what became of a visit
    OUTCOMES_ASKED = "outcomes_asked"  # a master is asked of many visits at once
    RUNNING_LATE = "running_late"  # a visit begins later than agreed, or on time after all
    VISIT_MESSAGE = "visit_message"  # what somebody wrote; the words are read when it is sent
    CLIENT_JOINED = "client_joined"  # a client added by phone uses the chat from now on
    DIGEST = "digest"  # the figures of a location; they are read when it is sent


class Channel(StrEnum):
    """Who delivers: a worker, as a message of its own; or the chat, which edits its card."""

    MESSAGE = "message"
    CARD = "card"


class Audience(StrEnum):
    """To whom it is told."""

    CLIENT = "client"
    MASTER = "master"
    ADMINS = "admins"


class MessageState(StrEnum):
    """What has become of a message."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # it made no sense any more
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message has to remember: ids, moments and numbers, never personal data.

    A kind that needs some has a subclass, beside the code that writes it. A field at its default
    is not stored.
    """


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """Something to be sent because of a change; a second one of the same `key` is impossible.

    `recipient_id` is who is told, where it is one person. `facts` are of the type that belongs
    to the kind.
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
    """A message that is ours to deliver: nobody else tries before its lease ends.

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
