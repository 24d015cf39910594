from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.shared.ids import BookingId


class MessageKind(StrEnum):
    """What is to be told."""

    BOOKING_MADE = "booking_made"
    BOOKING_MOVED = "booking_moved"
    BOOKING_CANCELLED = "booking_cancelled"


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """Something to be sent because of a change; a second one of the same `key` is impossible."""

    key: str
    kind: MessageKind
    booking_id: BookingId
    due_at: datetime
