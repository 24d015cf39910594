from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.availability.model import VisitPlan
from domain.availability.policies import (
    PolicyDenial,
    ensure,
    horizon_denial,
    lead_time_denial,
    maintenance_denial,
)
from domain.availability.ports import BusyGateway, MasterDay
from domain.availability.provider import Availability, AvailabilityProvider
from domain.availability.search import longest_visit
from domain.booking.choose_chain import choose_chain
from domain.booking.errors import SlotTakenError
from domain.booking.model import PROGRAM, Actor, BookingItem, BookingStatus
from domain.booking.policies import blocked_client_denial
from domain.booking.ports import BookingGateway
from domain.booking.transitions import transition
from domain.shared.identity import Identity, Role
from domain.shared.ids import BookingId
from domain.shared.time import DAY, DateRange, Interval


@dataclass(frozen=True, slots=True)
class Claim:
    """Time that is ours for the rest of the transaction, and the time that was let go for it."""

    items: tuple[BookingItem, ...]
    freed: frozenset[MasterDay]


class ClaimTime:
    """The common middle of every act that occupies time: lock, expire, read afresh, check.

    Runs inside the transaction of the act; the locks last until that ends.
    """

    def __init__(
        self, bookings: BookingGateway, provider: AvailabilityProvider, busy: BusyGateway
    ) -> None:
        self._bookings = bookings
        self._provider = provider
        self._busy = busy

    async def execute(
        self,
        plan: VisitPlan,
        start_at: datetime,
        client: Identity,
        now: datetime,
        *,
        seen_price_minor: int | None = None,
        moved_booking_id: BookingId | None = None,
    ) -> Claim:
        """Return the items of the very chain that was chosen, at the price seen if it can be had.

        Raises:
            PolicyDenial: a rule of the location says no, at this moment.
            SlotTakenError: the chain cannot be had (any more).
        """
        ensure(blocked_client_denial(client) or maintenance_denial(plan.profile.policies))
        touched = _longest_interval(plan, start_at)
        await self._bookings.lock_master_days(
            {(master_id, day) for master_id in plan.master_ids for day in touched.utc_days()}
        )
        releasing = client if moved_booking_id is None else None
        freed = await self._let_holds_go(plan, releasing, now)
        availability = await self._provider.build_resources_availability(
            plan, now, self._busy, days_around(plan, start_at), moved_booking_id
        )
        items = choose_chain(availability, start_at, seen_price_minor)
        if items is None:
            raise out_of_reach_denial(availability, start_at) or SlotTakenError
        return Claim(items, freed)

    async def _let_holds_go(
        self, plan: VisitPlan, client: Identity | None, now: datetime
    ) -> frozenset[MasterDay]:
        """Expire holds that have run out, and release those of the client who holds anew."""
        client_id = client.user_id if client else None
        holds = await self._bookings.lock_holds(plan.master_ids, client_id, now)
        for hold in holds:
            target = BookingStatus.EXPIRED if hold.is_over else BookingStatus.CANCELLED
            actor = PROGRAM if hold.is_over else Actor(client_id, Role.CLIENT)
            reason = "" if hold.is_over else "replaced by a new hold"
            change = transition(BookingStatus.PENDING, target, at=now, actor=actor, reason=reason)
            await self._bookings.change_status(hold.booking_id, change)
        return frozenset().union(*(hold.master_days for hold in holds))


def days_around(plan: VisitPlan, start_at: datetime) -> DateRange:
    """Return the local days that the visit can touch; the one before, too, for night shifts."""
    zone = plan.profile.location.timezone
    touched = _longest_interval(plan, start_at)
    first, last = (m.astimezone(zone).date() for m in (touched.start_at, touched.end_at))
    return DateRange(first - DAY, last)


def _longest_interval(plan: VisitPlan, start_at: datetime) -> Interval:
    """Return the most that the visit can block: waiting, gaps and the buffer after it included."""
    in_utc = start_at.astimezone(UTC)
    buffer = timedelta(minutes=plan.longest_buffer_minutes)
    return Interval(in_utc, in_utc + longest_visit(plan) + buffer)


def out_of_reach_denial(availability: Availability, start_at: datetime) -> PolicyDenial | None:
    """Explain a start that lies outside lead time and horizon, which the windows keep already."""
    zone = availability.plan.profile.location.timezone
    earliest_at = availability.earliest_start().astimezone(zone)
    start_day = start_at.astimezone(zone).date()
    last_day = availability.horizon.last
    return lead_time_denial(start_at, earliest_at) or horizon_denial(start_day, last_day)
