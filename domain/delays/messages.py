"""Messages about visits that begin later than agreed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from domain.outbox.message import Audience, Facts, MessageKind, OutboxMessage
from domain.shared.time import MINUTE
from domain.visit.delays import StandingVisit
from domain.visit.messages import card_refresh


@dataclass(frozen=True, slots=True)
class DelayFacts(Facts):
    """The agreed start, the delay in minutes, and until when the message is relevant."""

    start_at: datetime
    minutes: int
    until: datetime


def running_late(visit: StandingVisit, minutes: int, now: datetime) -> OutboxMessage:
    """Return the message that notifies the client of the delay; each change has its own key."""
    kind = MessageKind.RUNNING_LATE
    latest_at = visit.starts_at + max(minutes, visit.late_minutes) * MINUTE
    return OutboxMessage(
        key=f"{kind}:{visit.booking_id}:{_occasion(visit, minutes, now)}",
        kind=kind,
        booking_id=visit.booking_id,
        due_at=now,
        audience=Audience.CLIENT,
        recipient_id=visit.client_id,
        facts=DelayFacts(visit.starts_at, minutes, latest_at),
    )


def delay_shown(visit: StandingVisit, minutes: int, now: datetime) -> OutboxMessage:
    """Return the refresh that shows the delay on the client's card."""
    occasion = f"late:{_occasion(visit, minutes, now)}"
    return card_refresh(visit.booking_id, visit.client_id, occasion, now)


def _occasion(visit: StandingVisit, minutes: int, now: datetime) -> str:
    return f"{visit.late_minutes}-{minutes}:{now.astimezone(UTC).isoformat()}"
