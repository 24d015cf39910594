from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.shared.ids import BookingId, MasterId
from domain.shared.time import Interval
from domain.visit.proposals import NewProposal, Proposal, ProposalAnswer, ProposalId


class ProposalGateway(Protocol):
    """Reads and writes proposals of another time; never commits."""

    async def add(self, proposal: NewProposal) -> ProposalId:
        """Write a proposal.

        Raises:
            ProposalOpenError: the booking already has an open proposal.
        """
        ...

    async def get_open(self, booking_id: BookingId) -> Proposal | None:
        """Return the proposal that awaits an answer."""
        ...

    async def list_offered(self, master_ids: Collection[MasterId]) -> tuple[Interval, ...]:
        """Return the times of open proposals to clients of these masters."""
        ...

    async def close(
        self, booking_id: BookingId, answer: ProposalAnswer, now: datetime
    ) -> ProposalId | None:
        """Close the open proposal, if any, and delete its waiting notifications."""
        ...

    async def list_expired(self, now: datetime, limit: int) -> tuple[Proposal, ...]:
        """Return expired open proposals, the oldest first."""
        ...
