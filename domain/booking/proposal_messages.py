"""What is told about an offer of another time."""

from datetime import UTC, datetime

from domain.booking.model import Visit
from domain.booking.proposals import ASKED_AGAIN_AFTER, NewProposal, ProposalAnswer, ProposalId
from domain.notifications.model import Audience, MessageKind, OutboxMessage
from domain.notifications.reminders import after_quiet
from domain.schedule.model import LocationProfile
from domain.shared.ids import BookingId

TOLD_TO_ADMINS = {
    ProposalAnswer.ACCEPTED: MessageKind.PROPOSAL_ACCEPTED,
    ProposalAnswer.DECLINED: MessageKind.PROPOSAL_DECLINED,
    ProposalAnswer.LAPSED: MessageKind.PROPOSAL_UNANSWERED,
}


def question(
    proposal_id: ProposalId, offer: NewProposal, visit: Visit, profile: LocationProfile
) -> list[OutboxMessage]:
    """Ask the client at once, and once more some hours later, outside of quiet hours."""
    again_at = after_quiet(
        offer.proposed_at + ASKED_AGAIN_AFTER, profile.location.timezone, profile.policies
    )
    asked = [(MessageKind.TIME_PROPOSED, offer.proposed_at)]
    if again_at < offer.lapses_at:
        asked.append((MessageKind.PROPOSAL_REPEATED, again_at))
    return [
        OutboxMessage(
            key=f"{kind}:{proposal_id}",
            kind=kind,
            booking_id=offer.booking_id,
            due_at=due_at,
            audience=Audience.CLIENT,
            recipient_id=visit.client_id,
            facts={
                "start_at": _written(visit.starts_at),
                "offered_at": _written(offer.start_at),
                "lapses_at": _written(offer.lapses_at),
            },
        )
        for kind, due_at in asked
    ]


def answer(
    proposal_id: ProposalId, booking_id: BookingId, answered: ProposalAnswer, now: datetime
) -> OutboxMessage:
    """Tell the admins how it ended."""
    kind = TOLD_TO_ADMINS[answered]
    return OutboxMessage(f"{kind}:{proposal_id}", kind, booking_id, now)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
