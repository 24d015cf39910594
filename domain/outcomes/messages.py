"""Messages about the outcome of a visit."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.outbox.message import Audience, Facts, MessageKind, OutboxMessage
from domain.shared.ids import UserId
from domain.visit.messages import card_refresh
from domain.visit.model import BookingStatus, Visit
from domain.visit.staff_ports import Unmarked

MOST_ASKED_SINGLY = 3
"""Above this number, a master is asked about all visits in one message."""


@dataclass(frozen=True, slots=True)
class OutcomeFacts(Facts):
    """When the visit began, and the key of another message that asks the same, if any."""

    start_at: datetime
    asked_with: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomesFacts(Facts):
    """How many visits are asked about together."""

    count: int


def outcome_notifications(
    visit: Visit, outcome: BookingStatus, now: datetime
) -> list[OutboxMessage]:
    """Show the outcome on the client's card, and notify the admins once of a no-show."""
    occasion = f"{outcome}:{now.astimezone(UTC).isoformat()}"
    messages = [card_refresh(visit.id, visit.client_id, occasion, now)]
    if outcome is BookingStatus.NO_SHOW:
        kind = MessageKind.NO_SHOW
        messages.append(
            OutboxMessage(f"{kind}:{visit.id}", kind, visit.id, now, location_id=visit.location.id)
        )
    return messages


def arrival_shown(visit: Visit, now: datetime) -> OutboxMessage:
    """Show on the client's card that the visit can no longer be changed."""
    return card_refresh(
        visit.id, visit.client_id, f"arrived:{now.astimezone(UTC).isoformat()}", now
    )


def outcome_questions(visits: Sequence[Unmarked], now: datetime) -> list[OutboxMessage]:
    """Ask about each visit; a master with many of them is asked once, about all together.

    Each of those visits also has its own message, which prevents a second question and is dropped
    when it is due.
    """
    by_master: dict[UserId | None, list[Unmarked]] = defaultdict(list)
    for visit in visits:
        by_master[visit.master_user_id].append(visit)
    messages = []
    for master, theirs in by_master.items():
        asked_with = None
        if master is not None and len(theirs) > MOST_ASKED_SINGLY:
            together = _question_of_many(master, theirs, now)
            messages.append(together)
            asked_with = together.key
        messages += [_question(visit, now, asked_with) for visit in theirs]
    return messages


def _question_of_many(master: UserId, visits: Sequence[Unmarked], now: datetime) -> OutboxMessage:
    """Ask about all together; the first visit represents them if the master changes by then."""
    first = visits[0]
    return OutboxMessage(
        key=f"outcomes:{first.booking_id}:{int(first.start_at.timestamp())}:{master}",
        kind=MessageKind.OUTCOMES_ASKED,
        booking_id=first.booking_id,
        due_at=now,
        audience=Audience.MASTER,
        recipient_id=master,
        location_id=first.location_id,
        facts=OutcomesFacts(len(visits)),
    )


def _question(visit: Unmarked, now: datetime, asked_with: str | None) -> OutboxMessage:
    """Ask the master of a visit for its outcome, or the admins if no master has a chat.

    Each time of the visit is asked about once, and once more if other people must answer.
    """
    kind = MessageKind.OUTCOME_ASKED
    asked = visit.master_user_id or 0
    return OutboxMessage(
        key=f"outcome:{visit.booking_id}:{int(visit.start_at.timestamp())}:{asked}",
        kind=kind,
        booking_id=visit.booking_id,
        due_at=now,
        audience=Audience.ADMINS if visit.master_user_id is None else Audience.MASTER,
        recipient_id=visit.master_user_id,
        location_id=visit.location_id,
        facts=OutcomeFacts(visit.start_at, asked_with),
    )
