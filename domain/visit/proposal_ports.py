from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.shared.ids import BookingId, MasterId
from domain.shared.time import Interval
from domain.visit.proposals import NewProposal, Proposal, ProposalAnswer, ProposalId


class ProposalGateway(Protocol):
    """Reads and writes offers of another time; never commits."""

    async def add(self, proposal: NewProposal) -> ProposalId:
        """Write an offer.

        Raises:
            ProposalOpenError: one waits for its answer already.
        """
        ...

    async def get_open(self, booking_id: BookingId) -> Proposal | None:
        """Return the offer that waits for its answer."""
        ...

    async def list_offered(self, master_ids: Collection[MasterId]) -> tuple[Interval, ...]:
        """Return the times that open offers to clients of these masters are for."""
        ...

    async def close(
        self, booking_id: BookingId, answer: ProposalAnswer, now: datetime
    ) -> ProposalId | None:
        """Write how the open offer ended, if there is one; its question is not asked any more."""
        ...

    async def list_expired(self, now: datetime, limit: int) -> tuple[Proposal, ...]:
        """Return offers that waited long enough, the oldest first."""
        ...
