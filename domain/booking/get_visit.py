from dataclasses import dataclass
from datetime import datetime

from domain.booking.errors import VisitNotFoundError
from domain.booking.model import OCCUPYING, Visit
from domain.booking.ports import VisitGateway
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit and whether its client can still do anything about it."""

    visit: Visit
    is_coming: bool


class GetVisit:
    """Read one visit of the client who asks."""

    def __init__(self, uow: UnitOfWork, visits: VisitGateway, clock: Clock) -> None:
        self._uow = uow
        self._visits = visits
        self._clock = clock

    async def execute(self, client: Identity, booking_id: BookingId) -> VisitCard:
        """Return the visit.

        Raises:
            VisitNotFoundError: there is none, or it is somebody else's.
        """
        async with self._uow:
            visit = ensure_own(await self._visits.get_visit(booking_id), client)
        return VisitCard(visit, is_coming(visit, self._clock.now()))


def ensure_own(visit: Visit | None, client: Identity) -> Visit:
    """Return the visit if it is the client's; raise `VisitNotFoundError` otherwise."""
    if visit is None or visit.client_id != client.user_id:
        raise VisitNotFoundError
    return visit


def is_coming(visit: Visit, now: datetime) -> bool:
    """Tell whether the visit stands and has not begun."""
    return visit.status in OCCUPYING and visit.starts_at > now
