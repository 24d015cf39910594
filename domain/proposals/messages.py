"""What is told about an offer of another time."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from domain.my_time.ports import Displacement
from domain.outbox.message import Audience, Facts, MessageKind, OutboxMessage
from domain.reminders.plan import after_quiet
from domain.schedule.model import LocationProfile
from domain.shared.ids import UserId
from domain.visit.messages import card_refresh
from domain.visit.model import Visit
from domain.visit.proposals import ASKED_AGAIN_AFTER, NewProposal, ProposalAnswer, ProposalId

TOLD_TO_ADMINS = {
    ProposalAnswer.ACCEPTED: MessageKind.PROPOSAL_ACCEPTED,
    ProposalAnswer.DECLINED: MessageKind.PROPOSAL_DECLINED,
    ProposalAnswer.LAPSED: MessageKind.PROPOSAL_UNANSWERED,
}


@dataclass(frozen=True, slots=True)
class ProposalFacts(Facts):
    """When the visit begins, and the offer of another time."""

    start_at: datetime
    offered_at: datetime
    expires_at: datetime
    with_any_master: bool
    is_displaced: bool


@dataclass(frozen=True, slots=True)
class NewTimeFacts(Facts):
    """When the visit begins, for which nobody is there.

    `is_soon` where the client is asked, but it begins soon; `why` is how the offer of another
    time ended, if there was one.
    """

    start_at: datetime
    is_soon: bool = False
    why: ProposalAnswer | None = None


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
    if again_at < offer.expires_at:
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
            facts=ProposalFacts(
                start_at=visit.starts_at,
                offered_at=offer.start_at,
                expires_at=offer.expires_at,
                with_any_master=offer.with_any_master,
                is_displaced=offer.is_displaced,
            ),
        )
        for kind, due_at in asked
    ]


def answer(
    proposal_id: ProposalId, visit: Visit, answered: ProposalAnswer, now: datetime
) -> list[OutboxMessage]:
    """Tell the admins how it ended; a client who was silent sees it on the card."""
    kind = TOLD_TO_ADMINS[answered]
    to_admins = OutboxMessage(f"{kind}:{proposal_id}", kind, visit.id, now)
    return [to_admins, *_shown(proposal_id, visit, answered, now)]


def call(displaced: Displacement, now: datetime, *, is_soon: bool = False) -> OutboxMessage:
    """Tell the admins whom to phone, because nobody could ask, or because the visit `is_soon`."""
    kind = MessageKind.NEEDS_NEW_TIME
    facts = NewTimeFacts(displaced.start_at, is_soon=is_soon)
    key = f"{kind}:{displaced.booking_id}:{displaced.displaced_at.isoformat()}"
    return OutboxMessage(key, kind, displaced.booking_id, now, facts=facts)


def stranded(
    proposal_id: ProposalId,
    visit: Visit,
    answered: ProposalAnswer,
    absent: Collection[UserId],
    now: datetime,
) -> list[OutboxMessage]:
    """Tell the admins, and who is absent, that the visit stands where nobody is there for it."""
    kind = MessageKind.NEEDS_NEW_TIME
    to_admins = OutboxMessage(
        f"{kind}:{proposal_id}:{answered}",
        kind,
        visit.id,
        now,
        facts=NewTimeFacts(visit.starts_at, why=answered),
    )
    to_masters = [
        replace(
            to_admins,
            key=f"{to_admins.key}:{user_id}",
            audience=Audience.MASTER,
            recipient_id=user_id,
        )
        for user_id in absent
    ]
    return [to_admins, *to_masters, *_shown(proposal_id, visit, answered, now)]


def _shown(
    proposal_id: ProposalId, visit: Visit, answered: ProposalAnswer, now: datetime
) -> list[OutboxMessage]:
    if answered is not ProposalAnswer.LAPSED:
        return []
    return [card_refresh(visit.id, visit.client_id, f"lapse{proposal_id}", now)]
