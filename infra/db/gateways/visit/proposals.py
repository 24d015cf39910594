from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, insert, select, update

from domain.outbox.message import MessageKind, MessageState
from domain.shared.ids import BookingId, MasterId
from domain.shared.time import Interval
from domain.visit.proposals import NewProposal, Proposal, ProposalAnswer, ProposalId
from infra.db.rows import AnyRow
from infra.db.sql import is_any_of
from infra.db.tables import (
    booking_items,
    bookings,
    displacements,
    outbox_messages,
    proposals,
)
from infra.db.unit_of_work import SqlaUnitOfWork

_QUESTIONS = (MessageKind.TIME_PROPOSED, MessageKind.PROPOSAL_REPEATED)

_OPEN = (
    select(
        proposals,
        exists()
        .where(
            displacements.c.booking_id == bookings.c.id,
            displacements.c.start_at == bookings.c.starts_at,
        )
        .label("is_displaced"),
    )
    .join(bookings, bookings.c.id == proposals.c.booking_id)
    .where(proposals.c.answer.is_(None))
)


class SqlaProposalGateway:
    """Proposals of another time, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def add(self, proposal: NewProposal) -> ProposalId:
        """Write a proposal: one query; raises `ProposalOpenError` if one is open."""
        written = await self._uow.execute(
            insert(proposals)
            .values(
                booking_id=proposal.booking_id,
                proposed_by=proposal.proposed_by,
                start_at=proposal.start_at,
                proposed_at=proposal.proposed_at,
                expires_at=proposal.expires_at,
                with_any_master=proposal.with_any_master,
            )
            .returning(proposals.c.id)
        )
        proposal_id: ProposalId = written.scalar_one()
        return proposal_id

    async def get_open(self, booking_id: BookingId) -> Proposal | None:
        """Return the proposal that awaits an answer: one query."""
        query = _OPEN.where(proposals.c.booking_id == booking_id)
        row = (await self._uow.execute(query)).one_or_none()
        return None if row is None else _proposal_of(row)

    async def list_offered(self, master_ids: Collection[MasterId]) -> tuple[Interval, ...]:
        """Return the times of open proposals to clients of these masters: one query."""
        query = (
            select(proposals.c.start_at, bookings.c.ends_at - bookings.c.starts_at)
            .join(bookings, bookings.c.id == proposals.c.booking_id)
            .where(
                proposals.c.answer.is_(None),
                exists().where(
                    booking_items.c.booking_id == bookings.c.id,
                    is_any_of(booking_items.c.master_id, "master_ids"),
                ),
            )
        )
        found = await self._uow.execute(query, {"master_ids": list(master_ids)})
        return tuple(Interval(start_at, start_at + length) for start_at, length in found)

    async def close(
        self, booking_id: BookingId, answer: ProposalAnswer, now: datetime
    ) -> ProposalId | None:
        """Close the open proposal, if any, and delete its waiting notifications."""
        closed = await self._uow.execute(
            update(proposals)
            .where(proposals.c.booking_id == booking_id, proposals.c.answer.is_(None))
            .values(answer=answer, answered_at=now)
            .returning(proposals.c.id)
        )
        proposal_id: ProposalId | None = closed.scalar_one_or_none()
        await self._uow.execute(
            delete(outbox_messages).where(
                outbox_messages.c.booking_id == booking_id,
                outbox_messages.c.kind.in_(_QUESTIONS),
                outbox_messages.c.state == MessageState.WAITING,
            )
        )
        return proposal_id

    async def list_expired(self, now: datetime, limit: int) -> tuple[Proposal, ...]:
        """Return expired open proposals, the oldest first: one query."""
        query = (
            _OPEN.where(proposals.c.expires_at <= now).order_by(proposals.c.expires_at).limit(limit)
        )
        return tuple(_proposal_of(row) for row in await self._uow.execute(query))


def _proposal_of(row: AnyRow) -> Proposal:
    return Proposal(
        row.id,
        row.booking_id,
        row.start_at,
        row.expires_at,
        row.with_any_master,
        row.is_displaced,
    )
