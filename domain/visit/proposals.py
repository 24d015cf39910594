"""Another time that the business offers for a visit, and how long the offer stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from domain.shared.errors import DomainError
from domain.shared.ids import BookingId, UserId

ProposalId = NewType("ProposalId", int)

ASKED_AGAIN_AFTER = timedelta(hours=4)
LAPSES_AFTER = timedelta(hours=24)

CALM = timedelta(hours=1)
"""So long before either time nobody waits for an answer any longer,"""

SHORTEST_WAIT = timedelta(minutes=30)
"""unless that left the client less than this to answer."""


class ProposalOpenError(DomainError):
    """Another time is offered already, and not answered yet."""


class ProposalOverError(DomainError):
    """The offer does not stand any more: it was answered, or the visit was changed since."""


class ProposalAnswer(StrEnum):
    """How an offer ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    MOVED = "moved"  # the client took another time
    CANCELLED = "cancelled"
    LAPSED = "lapsed"  # nobody answered, and the old time stays


@dataclass(frozen=True, slots=True)
class NewProposal:
    """An offer that is about to be written; the visit holds its old time until it is answered.

    Its own masters do the visit then, or `with_any_master` whoever can. Of a visit that
    `is_displaced` a master is not there at the old time.
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
    """An offer that waits for its answer."""

    id: ProposalId
    booking_id: BookingId
    start_at: datetime
    expires_at: datetime
    with_any_master: bool = False
    is_displaced: bool = False


def expires_at(proposed_at: datetime, old_start_at: datetime, new_start_at: datetime) -> datetime:
    """Return until when the client is waited for: a day, if both times allow that much."""
    first_start_at = min(old_start_at, new_start_at)
    calm_at = first_start_at - CALM
    latest = calm_at if calm_at >= proposed_at + SHORTEST_WAIT else first_start_at
    return min(proposed_at + LAPSES_AFTER, latest)
