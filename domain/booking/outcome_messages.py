"""What is told about the outcome of a visit."""

from datetime import UTC, datetime

from domain.booking.messages import card_refresh
from domain.booking.model import BookingStatus, Visit
from domain.booking.staff_ports import Unmarked
from domain.notifications.model import Audience, MessageKind, OutboxMessage


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


def outcome_question(visit: Unmarked, now: datetime) -> OutboxMessage:
    """Ask the master of a visit what became of it, or the admins where no master has a chat.

    Each time that the visit has is asked about once; once more where that is for others to tell.
    """
    kind = MessageKind.OUTCOME_ASKED
    start_at = visit.start_at.astimezone(UTC).isoformat()
    asked = visit.master_user_id or 0
    return OutboxMessage(
        key=f"outcome:{visit.booking_id}:{int(visit.start_at.timestamp())}:{asked}",
        kind=kind,
        booking_id=visit.booking_id,
        due_at=now,
        audience=Audience.ADMINS if visit.master_user_id is None else Audience.MASTER,
        recipient_id=visit.master_user_id,
        location_id=visit.location_id,
        facts={"start_at": start_at},
    )
