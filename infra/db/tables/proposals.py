"""Proposals of another time for a visit."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, text

from domain.visit.proposals import ProposalAnswer
from infra.db.tables.base import big_id, flag, metadata, moment, one_of
from infra.db.tables.bookings import bookings
from infra.db.tables.schedule import users

ONE_OPEN_PROPOSAL = "uq_proposals_booking_id_open"

_OPEN = text("answer IS NULL")

proposals = Table(
    "proposals",
    metadata,
    big_id(),
    Column("booking_id", ForeignKey(bookings.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("proposed_by", ForeignKey(users.c.id), nullable=False, index=True),
    moment("start_at"),
    moment("proposed_at"),
    moment("expires_at"),
    flag("with_any_master"),  # not only with the visit's masters
    *one_of("answer", ProposalAnswer, optional=True),
    moment("answered_at", nullable=True),
    CheckConstraint("(answered_at IS NOT NULL) = (answer IS NOT NULL)", "answer_has_its_time"),
    Index(None, "expires_at", postgresql_where=_OPEN),
    Index(ONE_OPEN_PROPOSAL, "booking_id", unique=True, postgresql_where=_OPEN),
)
