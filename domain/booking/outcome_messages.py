"""What is told about the outcome of a visit."""

from datetime import UTC, datetime

from domain.booking.messages import card_refresh
from domain.booking.model import BookingStatus, Visit
from domain.notifications.model import MessageKind, OutboxMessage


def outcome_told(visit: Visit, outcome: BookingStatus, now: datetime) -> list[OutboxMessage]:
    """Show it on the client's card, and tell the admins, once, of who did not come."""
    occasion = f"{outcome}:{now.astimezone(UTC).isoformat()}"
    told = [card_refresh(visit.id, visit.client_id, occasion, now)]
    if outcome is BookingStatus.NO_SHOW:
        kind = MessageKind.NO_SHOW
        told.append(
            OutboxMessage(f"{kind}:{visit.id}", kind, visit.id, now, location_id=visit.location.id)
        )
    return told
