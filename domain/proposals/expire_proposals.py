from dataclasses import dataclass

from domain.proposals.decline_proposal import DeclineProposal
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.proposal_ports import ProposalGateway

BATCH_SIZE = 50


@dataclass(frozen=True, slots=True)
class ExpireProposals:
    """End offers that nobody answered: the old time stays, and the admins are told."""

    uow: UnitOfWork
    proposals: ProposalGateway
    decline_proposal: DeclineProposal
    clock: Clock

    async def execute(self) -> int:
        """Return how many offers of a batch ended here.

        Two workers may do it at once: who comes second finds the offer closed.
        """
        async with self.uow:
            lapsed = await self.proposals.list_expired(self.clock.now(), BATCH_SIZE)
        return sum([await self.decline_proposal.after_silence(offer) for offer in lapsed])
