from domain.proposals.decline_proposal import DeclineProposal
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.proposal_ports import ProposalGateway

BATCH_SIZE = 50


class ExpireProposals:
    """End offers that nobody answered: the old time stays, and the admins are told."""

    def __init__(
        self,
        uow: UnitOfWork,
        proposals: ProposalGateway,
        decline_proposal: DeclineProposal,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._proposals = proposals
        self._decline_proposal = decline_proposal
        self._clock = clock

    async def execute(self) -> int:
        """Return how many offers of a batch ended here.

        Two workers may do it at once: who comes second finds the offer closed.
        """
        async with self._uow:
            lapsed = await self._proposals.list_lapsed(self._clock.now(), BATCH_SIZE)
        return sum([await self._decline_proposal.after_silence(offer) for offer in lapsed])
