"""Pure rules about clients: each answers `None` (allowed) or a denial."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.schedule.model import PolicySet
from domain.shared.denials import PolicyDenial
from domain.shared.identity import Identity
from domain.shared.money import Money
from domain.visit.model import ClientRecord, Visit


class ClientBlockedDenial(PolicyDenial):
    """The location takes no bookings from this client."""


def blocked_client_denial(client: Identity) -> ClientBlockedDenial | None:
    """A blocked client cannot book."""
    return ClientBlockedDenial() if client.is_blocked else None


class TooManyVisitsDenial(PolicyDenial):
    """The client has as many coming visits as the location lets one have."""

    def __init__(self, max_upcoming: int) -> None:
        super().__init__(max_upcoming)
        self.max_upcoming = max_upcoming


def too_many_visits_denial(upcoming: int, policies: PolicySet) -> TooManyVisitsDenial | None:
    """A client may have so many coming visits, those that wait for money included."""
    limit = policies.max_upcoming_bookings
    return TooManyVisitsDenial(limit) if upcoming >= limit else None


def is_flagged(record: ClientRecord, policies: PolicySet) -> bool:
    """A client is flagged when no-shows reach the threshold; kept visits earn the flag off."""
    missed_often = record.missed_visits >= policies.no_show_threshold
    return missed_often and record.kept_since_missed < policies.kept_visits_to_unflag


class TooLateToCancelDenial(PolicyDenial):
    """The visit is so near that a client can no longer cancel it."""

    def __init__(self, lock_minutes: int) -> None:
        super().__init__(lock_minutes)
        self.lock_minutes = lock_minutes


class TooLateToMoveDenial(PolicyDenial):
    """The visit is so near that a client can no longer move it."""

    def __init__(self, lock_minutes: int) -> None:
        super().__init__(lock_minutes)
        self.lock_minutes = lock_minutes


def late_cancel_denial(
    starts_at: datetime, now: datetime, policies: PolicySet
) -> TooLateToCancelDenial | None:
    """A client may cancel until the lock window begins; within it where that costs a fee."""
    denied = policies.late_cancel_fee_percent is None and _is_late(starts_at, now, policies)
    return TooLateToCancelDenial(policies.cancel_lock_minutes) if denied else None


def refund_on_cancel(visit: Visit, paid: Money, now: datetime, policies: PolicySet | None) -> Money:
    """Return what a client who cancels gets back: all of it, or less the fee of a late cancel.

    A location that has closed down has no rules, and keeps nothing.
    """
    if policies is None or visit.can_be_left or not _is_late(visit.starts_at, now, policies):
        return paid
    fee = visit.price.percent(policies.late_cancel_fee_percent or 0)
    return paid - min(fee, paid)


@dataclass(frozen=True, slots=True)
class Locks:
    """What a client can no longer do with a visit: nothing where both are `None`."""

    move: TooLateToMoveDenial | None = None
    cancel: TooLateToCancelDenial | None = None


UNLOCKED = Locks()


def locks_of(visit: Visit, now: datetime, policies: PolicySet | None) -> Locks:
    """Return what is too late at this moment: nothing where the client is asked for patience.

    A location that has closed down has no rules.
    """
    if policies is None or visit.can_be_left:
        return UNLOCKED
    starts_at = visit.starts_at
    return Locks(
        late_move_denial(starts_at, now, policies), late_cancel_denial(starts_at, now, policies)
    )


def _is_late(starts_at: datetime, now: datetime, policies: PolicySet) -> bool:
    return now >= starts_at - timedelta(minutes=policies.cancel_lock_minutes)


def late_move_denial(
    starts_at: datetime, now: datetime, policies: PolicySet
) -> TooLateToMoveDenial | None:
    """A client may move a visit until the lock window before the start begins."""
    locked = now >= starts_at - timedelta(minutes=policies.reschedule_lock_minutes)
    return TooLateToMoveDenial(policies.reschedule_lock_minutes) if locked else None
