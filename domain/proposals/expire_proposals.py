from dataclasses import dataclass

from domain.proposals.decline_proposal import DeclineProposal
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.proposal_ports import ProposalGateway

BATCH_SIZE = 50


@dataclass(frozen=True, slots=True)
class ExpireProposals:
    """Expire unanswered offers: the old time stays, and the admins are notified."""

    uow: UnitOfWork
    proposals: ProposalGateway
    decline_proposal: DeclineProposal
    clock: Clock

    async def execute(self) -> int:
        """Return how many offers of a batch this call closed.

        Two workers may run at once: the second one finds the offer closed.
        """
        async with self.uow:
            expired = await self.proposals.list_expired(self.clock.now(), BATCH_SIZE)
        return sum([await self.decline_proposal.after_silence(offer) for offer in expired])
