"""What is told about an offer of another time."""

from datetime import UTC, datetime

from domain.booking.messages import card_refresh
from domain.booking.model import Visit
from domain.booking.proposals import ASKED_AGAIN_AFTER, NewProposal, ProposalAnswer, ProposalId
from domain.notifications.model import Audience, MessageKind, OutboxMessage
from domain.notifications.reminders import after_quiet
from domain.schedule.model import LocationProfile

TOLD_TO_ADMINS = {
    ProposalAnswer.ACCEPTED: MessageKind.PROPOSAL_ACCEPTED,
    ProposalAnswer.DECLINED: MessageKind.PROPOSAL_DECLINED,
    ProposalAnswer.LAPSED: MessageKind.PROPOSAL_UNANSWERED,
}


def question(
    proposal_id: ProposalId, offer: NewProposal, visit: Visit, profile: LocationProfile
) -> list[OutboxMessage]:
    """Ask the client at once, and once more some hours later, outside of quiet hours.

    The card of the visit, where it is open, shows the offer from now on.
    """
    again_at = after_quiet(
        offer.proposed_at + ASKED_AGAIN_AFTER, profile.location.timezone, profile.policies
    )
    asked = [(MessageKind.TIME_PROPOSED, offer.proposed_at)]
    if again_at < offer.lapses_at:
        asked.append((MessageKind.PROPOSAL_REPEATED, again_at))
    card = card_refresh(visit.id, visit.client_id, f"offer{proposal_id}", offer.proposed_at)
    return [card] + [
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
                "with_anybody": int(offer.with_anybody),
            },
        )
        for kind, due_at in asked
    ]


def answer(
    proposal_id: ProposalId, visit: Visit, answered: ProposalAnswer, now: datetime
) -> list[OutboxMessage]:
    """Tell the admins how it ended; a client who was silent sees it on the card."""
    kind = TOLD_TO_ADMINS[answered]
    to_admins = OutboxMessage(f"{kind}:{proposal_id}", kind, visit.id, now)
    if answered is not ProposalAnswer.LAPSED:
        return [to_admins]
    return [to_admins, card_refresh(visit.id, visit.client_id, f"lapse{proposal_id}", now)]


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
