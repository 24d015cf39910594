from dataclasses import dataclass
from datetime import datetime

from domain.availability.policies import PolicyDenial
from domain.booking.errors import VisitNotFoundError
from domain.booking.model import OCCUPYING, Visit
from domain.booking.policies import late_cancel_denial, late_move_denial
from domain.booking.ports import VisitGateway
from domain.schedule.ports import LocationProfileCache
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit, and what its client can still do about it."""

    visit: Visit
    is_coming: bool
    move_denial: PolicyDenial | None = None
    cancel_denial: PolicyDenial | None = None


class GetVisit:
    """Read one visit of the client who asks."""

    def __init__(
        self,
        uow: UnitOfWork,
        visits: VisitGateway,
        profiles: LocationProfileCache,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._visits = visits
        self._profiles = profiles
        self._clock = clock

    async def execute(self, client: Identity, booking_id: BookingId) -> VisitCard:
        """Return the visit.

        Raises:
            VisitNotFoundError: there is none, or it is somebody else's.
        """
        now = self._clock.now()
        async with self._uow:
            visit = ensure_own(await self._visits.get_visit(booking_id), client).as_of(now)
            profile = await self._profiles.get_profile(visit.location.id)
        if profile is None:  # the location has closed down: its visits can still be read
            return VisitCard(visit, is_coming(visit, now))
        return VisitCard(
            visit,
            is_coming(visit, now),
            late_move_denial(visit.starts_at, now, profile.policies),
            late_cancel_denial(visit.starts_at, now, profile.policies),
        )


def ensure_own(visit: Visit | None, client: Identity) -> Visit:
    """Return the visit if it is the client's; raise `VisitNotFoundError` otherwise."""
    if visit is None or visit.client_id != client.user_id:
        raise VisitNotFoundError
    return visit


def is_coming(visit: Visit, now: datetime) -> bool:
    """Tell whether the visit stands and has not begun."""
    return visit.status in OCCUPYING and visit.starts_at > now
