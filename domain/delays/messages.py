"""What is told of visits that begin later than agreed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from domain.outbox.message import Audience, Facts, MessageKind, OutboxMessage
from domain.shared.time import MINUTE
from domain.visit.delays import StandingVisit
from domain.visit.messages import card_refresh


@dataclass(frozen=True, slots=True)
class DelayFacts(Facts):
    """When the visit was to begin, how late it will, and until when that is worth telling."""

    start_at: datetime
    minutes: int
    until: datetime


def running_late(visit: StandingVisit, minutes: int, now: datetime) -> OutboxMessage:
    """Tell the client the newest word; each change of it has a key of its own."""
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
    """Have the client's card show it."""
    occasion = f"late:{_occasion(visit, minutes, now)}"
    return card_refresh(visit.booking_id, visit.client_id, occasion, now)


def _occasion(visit: StandingVisit, minutes: int, now: datetime) -> str:
    return f"{visit.late_minutes}-{minutes}:{now.astimezone(UTC).isoformat()}"
