"""Pure rules about clients; denial rules return `None` (allowed) or a denial."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.schedule.model import PolicySet
from domain.shared.denials import PolicyDenial
from domain.shared.identity import Identity
from domain.shared.money import Money
from domain.visit.model import ClientRecord, Visit


class ClientBlockedDenial(PolicyDenial):
    """The client is blocked and cannot book."""


def blocked_client_denial(client: Identity) -> ClientBlockedDenial | None:
    """A blocked client cannot book."""
    return ClientBlockedDenial() if client.is_blocked else None


class TooManyVisitsDenial(PolicyDenial):
    """The client has reached the location's limit of coming visits."""

    def __init__(self, max_upcoming: int) -> None:
        super().__init__(max_upcoming)
        self.max_upcoming = max_upcoming


def too_many_visits_denial(upcoming: int, policies: PolicySet) -> TooManyVisitsDenial | None:
    """The number of coming visits is limited; visits that await payment count."""
    limit = policies.max_upcoming_bookings
    return TooManyVisitsDenial(limit) if upcoming >= limit else None


def is_flagged(record: ClientRecord, policies: PolicySet) -> bool:
    """Return whether no-shows reached the threshold; enough kept visits remove the flag."""
    missed_often = record.missed_visits >= policies.no_show_threshold
    return missed_often and record.kept_since_missed < policies.kept_visits_to_unflag


class TooLateToCancelDenial(PolicyDenial):
    """The visit is too near for the client to cancel it."""

    def __init__(self, lock_minutes: int) -> None:
        super().__init__(lock_minutes)
        self.lock_minutes = lock_minutes


class TooLateToMoveDenial(PolicyDenial):
    """The visit is too near for the client to move it."""

    def __init__(self, lock_minutes: int) -> None:
        super().__init__(lock_minutes)
        self.lock_minutes = lock_minutes


def late_cancel_denial(
    starts_at: datetime, now: datetime, policies: PolicySet
) -> TooLateToCancelDenial | None:
    """A client may cancel until the lock window begins; inside it only for a fee."""
    denied = policies.late_cancel_fee_percent is None and _is_late(starts_at, now, policies)
    return TooLateToCancelDenial(policies.cancel_lock_minutes) if denied else None


def refund_on_cancel(visit: Visit, paid: Money, now: datetime, policies: PolicySet | None) -> Money:
    """Return the refund for a cancel: the full amount, minus the fee if it is late.

    A closed location has no policies and charges no fee.
    """
    if policies is None or visit.is_free_to_change or not _is_late(visit.starts_at, now, policies):
        return paid
    fee = visit.price.percent(policies.late_cancel_fee_percent or 0)
    return paid - min(fee, paid)


@dataclass(frozen=True, slots=True)
class Locks:
    """What a client can no longer do with a visit; `None` means allowed."""

    move: TooLateToMoveDenial | None = None
    cancel: TooLateToCancelDenial | None = None


UNLOCKED = Locks()


def locks_of(visit: Visit, now: datetime, policies: PolicySet | None) -> Locks:
    """Return the locks at this moment; there are none if the visit `can_be_left`.

    A closed location has no policies.
    """
    if policies is None or visit.is_free_to_change:
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
    """A client may move a visit until the lock window begins."""
    locked = now >= starts_at - timedelta(minutes=policies.reschedule_lock_minutes)
    return TooLateToMoveDenial(policies.reschedule_lock_minutes) if locked else None
