from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from domain.availability.model import VisitPlan
from domain.availability.policies import (
    PolicyDenial,
    ensure,
    horizon_denial,
    lead_time_denial,
    maintenance_denial,
    notice_denial,
)
from domain.availability.ports import BusyGateway, MasterDay
from domain.availability.provider import Availability, AvailabilityProvider
from domain.availability.search import longest_visit
from domain.booking.by_staff import acting
from domain.booking.choose_chain import choose_chain
from domain.booking.end_holds import RUN_OUT, EndHolds, given_up
from domain.booking.errors import SlotTakenError
from domain.booking.model import UNKNOWN_RECORD, BookingItem, ClientRecord
from domain.booking.policies import blocked_client_denial, too_many_visits_denial
from domain.booking.ports import BookingGateway, ClientRecordGateway, VisitGateway
from domain.booking.reasons import ProgramReason
from domain.shared.identity import Identity
from domain.shared.ids import BookingId
from domain.shared.time import DAY, DateRange, Interval


@dataclass(frozen=True, slots=True)
class Claim:
    """Time that is ours for the rest of the transaction, and the time that was let go for it.

    `record` is that of the client where the time is for a new visit.
    """

    items: tuple[BookingItem, ...]
    freed: frozenset[MasterDay]
    record: ClientRecord = UNKNOWN_RECORD


class ClaimTime:
    """The common middle of every act that occupies time: lock, expire, read afresh, check.

    Runs inside the transaction of the act; the locks last until that ends. They are taken in one
    order everywhere: master-days ascending, the client, bookings ascending, their payments.
    """

    def __init__(
        self,
        bookings: BookingGateway,
        visits: VisitGateway,
        records: ClientRecordGateway,
        provider: AvailabilityProvider,
        busy: BusyGateway,
        end_holds: EndHolds,
    ) -> None:
        self._bookings = bookings
        self._visits = visits
        self._records = records
        self._provider = provider
        self._busy = busy
        self._end_holds = end_holds

    async def execute(
        self,
        plan: VisitPlan,
        start_at: datetime,
        client: Identity,
        now: datetime,
        *,
        seen_price_minor: int | None = None,
    ) -> Claim:
        """Return the items of the very chain that was chosen, at the price seen if it can be had.

        Where the staff book, the client may have any number of visits, and keeps an own hold.

        Raises:
            PolicyDenial: a rule of the location says no, at this moment.
            SlotTakenError: the chain cannot be had (any more).
        """
        policies = plan.profile.policies
        ensure(blocked_client_denial(client) or maintenance_denial(policies))
        await self._lock_days(plan, start_at)
        record = await self._records.get_record(client.user_id, for_update=True)
        ensure(blocked_client_denial(replace(client, is_blocked=record.is_blocked)))
        freed = await self._let_holds_go(plan, None if plan.by_staff else client, now)
        if not plan.by_staff:
            upcoming = await self._visits.count_visits(client.user_id, now, past=False)
            ensure(too_many_visits_denial(upcoming, policies))
        items = await self._choose(plan, start_at, now, seen_price_minor=seen_price_minor)
        return Claim(items, freed, record)

    async def for_booking(
        self,
        booking_id: BookingId,
        plan: VisitPlan,
        start_at: datetime,
        client: Identity,
        now: datetime,
    ) -> Claim:
        """Return the items that a booking is to have instead of its own; raises as `execute`."""
        ensure(blocked_client_denial(client) or maintenance_denial(plan.profile.policies))
        await self._lock_days(plan, start_at)
        freed = await self._let_holds_go(plan, None, now)
        return Claim(await self._choose(plan, start_at, now, booking_id), freed)

    async def as_agreed(
        self,
        booking_id: BookingId,
        plan: VisitPlan,
        start_at: datetime,
        agreed_at: datetime,
        now: datetime,
    ) -> Claim:
        """Return the items of a booking that lost its time, by the rules of when it was agreed.

        Raises:
            SlotTakenError: the time is taken, or has begun.
        """
        if start_at <= now:
            raise SlotTakenError
        await self._lock_days(plan, start_at)
        freed = await self._let_holds_go(plan, None, now)
        return Claim(await self._choose(plan, start_at, agreed_at, booking_id), freed)

    async def _lock_days(self, plan: VisitPlan, start_at: datetime) -> None:
        touched = _longest_interval(plan, start_at)
        await self._bookings.lock_master_days(
            {(master_id, day) for master_id in plan.master_ids for day in touched.utc_days()}
        )

    async def _let_holds_go(
        self, plan: VisitPlan, client: Identity | None, now: datetime
    ) -> frozenset[MasterDay]:
        """Expire holds that have run out, and release those of the client who holds anew."""
        holds = await self._bookings.lock_holds(
            plan.master_ids, client.user_id if client else None, now
        )
        await self._end_holds.execute([hold for hold in holds if hold.is_over], RUN_OUT, now)
        if client is not None:
            replaced = [hold for hold in holds if not hold.is_over]
            await self._end_holds.execute(
                replaced, given_up(acting(client, None), ProgramReason.NEW_HOLD), now
            )
        return frozenset().union(*(hold.master_days for hold in holds))

    async def _choose(
        self,
        plan: VisitPlan,
        start_at: datetime,
        now: datetime,
        booking_id: BookingId | None = None,
        seen_price_minor: int | None = None,
    ) -> tuple[BookingItem, ...]:
        availability = await self._provider.build_resources_availability(
            plan, now, self._busy, days_around(plan, start_at), booking_id
        )
        items = choose_chain(availability, start_at, seen_price_minor)
        if items is None:
            raise out_of_reach_denial(availability, start_at) or SlotTakenError
        return items


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
    too_soon = notice_denial if availability.plan.notice_minutes else lead_time_denial
    return too_soon(start_at, earliest_at) or horizon_denial(start_day, last_day)
