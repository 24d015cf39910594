"""Notifications about offers of another time."""

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

ADMIN_KINDS = {
    ProposalAnswer.ACCEPTED: MessageKind.PROPOSAL_ACCEPTED,
    ProposalAnswer.DECLINED: MessageKind.PROPOSAL_DECLINED,
    ProposalAnswer.EXPIRED: MessageKind.PROPOSAL_UNANSWERED,
}


@dataclass(frozen=True, slots=True)
class ProposalFacts(Facts):
    """The start of the visit, and the offer of another time."""

    start_at: datetime
    offered_at: datetime
    expires_at: datetime
    with_any_master: bool
    is_displaced: bool


@dataclass(frozen=True, slots=True)
class NewTimeFacts(Facts):
    """The start of a visit whose master is absent.

    `is_soon`: the client is asked, but the visit begins soon. `why`: how the offer of another
    time ended, if there was one.
    """

    start_at: datetime
    is_soon: bool = False
    why: ProposalAnswer | None = None


def question(
    proposal_id: ProposalId, offer: NewProposal, visit: Visit, profile: LocationProfile
) -> list[OutboxMessage]:
    """Ask the client at once, and again some hours later, outside quiet hours.

    An open card of the visit shows the offer from now on.
    """
    again_at = after_quiet(
        offer.proposed_at + ASKED_AGAIN_AFTER, profile.location.timezone, profile.policies
    )
    questions = [(MessageKind.TIME_PROPOSED, offer.proposed_at)]
    if again_at < offer.expires_at:
        questions.append((MessageKind.PROPOSAL_REPEATED, again_at))
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
        for kind, due_at in questions
    ]


def answer(
    proposal_id: ProposalId, visit: Visit, answered: ProposalAnswer, now: datetime
) -> list[OutboxMessage]:
    """Notify the admins how the offer ended; if it expired, refresh the client's card too."""
    kind = ADMIN_KINDS[answered]
    to_admins = OutboxMessage(f"{kind}:{proposal_id}", kind, visit.id, now)
    return [to_admins, *_card_refreshes(proposal_id, visit, answered, now)]


def call(displaced: Displacement, now: datetime, *, is_soon: bool = False) -> OutboxMessage:
    """Ask the admins to phone: the client could not be asked, or the visit `is_soon`."""
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
    """Notify the admins and the absent masters that the visit has no master at its time."""
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
    return [to_admins, *to_masters, *_card_refreshes(proposal_id, visit, answered, now)]


def _card_refreshes(
    proposal_id: ProposalId, visit: Visit, answered: ProposalAnswer, now: datetime
) -> list[OutboxMessage]:
    if answered is not ProposalAnswer.EXPIRED:
        return []
    return [card_refresh(visit.id, visit.client_id, f"lapse{proposal_id}", now)]
