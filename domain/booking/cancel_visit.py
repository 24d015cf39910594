from domain.availability.policies import ensure
from domain.availability.ports import BusyCache
from domain.booking.errors import VisitNotActiveError
from domain.booking.get_visit import ensure_own, is_coming
from domain.booking.model import Actor, BookingStatus, master_days_of
from domain.booking.policies import late_cancel_denial
from domain.booking.ports import BookingGateway, VisitGateway
from domain.booking.transitions import transition
from domain.notifications.model import MessageKind, OutboxMessage
from domain.notifications.ports import Outbox
from domain.schedule.ports import LocationProfileGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork


class CancelVisit:
    """Let a client's coming visit go; its time is free for others at once."""

    def __init__(
        self,
        uow: UnitOfWork,
        visits: VisitGateway,
        bookings: BookingGateway,
        profiles: LocationProfileGateway,
        outbox: Outbox,
        busy_cache: BusyCache,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._visits = visits
        self._bookings = bookings
        self._profiles = profiles
        self._outbox = outbox
        self._busy_cache = busy_cache
        self._clock = clock

    async def execute(self, client: Identity, booking_id: BookingId) -> None:
        """Cancel the visit.

        Raises:
            VisitNotFoundError: there is none, or it is somebody else's.
            VisitNotActiveError: it is over or cancelled already.
            TooLateToCancelDenial: its lock window has begun.
        """
        now = self._clock.now()
        async with self._uow:
            found = await self._visits.get_visit(booking_id, for_update=True)
            visit = ensure_own(found, client).as_of(now)
            if not is_coming(visit, now):
                raise VisitNotActiveError
            profile = await self._profiles.get_profile(visit.location.id)
            if profile is not None:  # a location that has closed down locks nobody in
                ensure(late_cancel_denial(visit.starts_at, now, profile.policies))
            change = transition(
                visit.status,
                BookingStatus.CANCELLED,
                at=now,
                actor=Actor(client.user_id, Role.CLIENT),
            )
            items = await self._bookings.get_items(booking_id)
            await self._bookings.change_status(booking_id, change)
            kind = MessageKind.BOOKING_CANCELLED
            await self._outbox.add([OutboxMessage(f"{kind}:{booking_id}", kind, booking_id, now)])
            await self._uow.commit()
        await self._busy_cache.forget(master_days_of(items))
