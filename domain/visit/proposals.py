"""Proposals of another time for a visit, and when they expire."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from domain.shared.errors import DomainError
from domain.shared.ids import BookingId, UserId

ProposalId = NewType("ProposalId", int)

ASKED_AGAIN_AFTER = timedelta(hours=4)
EXPIRES_AFTER = timedelta(hours=24)

CALM = timedelta(hours=1)
"""A proposal expires this long before the earlier of both times,"""

SHORTEST_WAIT = timedelta(minutes=30)
"""unless the client would then have less than this to answer."""


class ProposalOpenError(DomainError):
    """The visit already has an open proposal."""


class ProposalOverError(DomainError):
    """The proposal is closed: it was answered, or the visit was changed since."""


class ProposalAnswer(StrEnum):
    """How a proposal ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    MOVED = "moved"  # the client took another time
    CANCELLED = "cancelled"
    EXPIRED = "lapsed"  # no answer; the old time stays


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A proposal to be written; the visit occupies its old time until the answer.

    The visit keeps its masters, or takes any able ones if `with_any_master`. `is_displaced` means
    that a master is absent at the old time.
    """

    booking_id: BookingId
    proposed_by: UserId
    start_at: datetime
    proposed_at: datetime
    expires_at: datetime
    with_any_master: bool = False
    is_displaced: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal that awaits an answer."""

    id: ProposalId
    booking_id: BookingId
    start_at: datetime
    expires_at: datetime
    with_any_master: bool = False
    is_displaced: bool = False


def expires_at(proposed_at: datetime, old_start_at: datetime, new_start_at: datetime) -> datetime:
    """Return when the proposal expires: after a day, or earlier if either time is near."""
    first_start_at = min(old_start_at, new_start_at)
    calm_at = first_start_at - CALM
    latest = calm_at if calm_at >= proposed_at + SHORTEST_WAIT else first_start_at
    return min(proposed_at + EXPIRES_AFTER, latest)
