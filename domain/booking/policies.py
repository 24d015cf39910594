"""Pure rules about clients: each answers `None` (allowed) or a denial."""

from datetime import datetime, timedelta

from domain.availability.policies import PolicyDenial
from domain.schedule.model import PolicySet
from domain.shared.identity import Identity


class ClientBlockedDenial(PolicyDenial):
    """The location takes no bookings from this client."""


def blocked_client_denial(client: Identity) -> ClientBlockedDenial | None:
    """A blocked client cannot book."""
    return ClientBlockedDenial() if client.is_blocked else None


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
    """A client may cancel until the lock window before the start begins."""
    locked = now >= starts_at - timedelta(minutes=policies.cancel_lock_minutes)
    return TooLateToCancelDenial(policies.cancel_lock_minutes) if locked else None


def late_move_denial(
    starts_at: datetime, now: datetime, policies: PolicySet
) -> TooLateToMoveDenial | None:
    """A client may move a visit until the lock window before the start begins."""
    locked = now >= starts_at - timedelta(minutes=policies.reschedule_lock_minutes)
    return TooLateToMoveDenial(policies.reschedule_lock_minutes) if locked else None
