from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.availability.model import NO_OWN_TIME, OwnTime, VisitPlan
from domain.availability.policies import (
    maintenance_denial,
)
from domain.availability.ports import BusyGateway
from domain.booking.choose_items import ChooseItems
from domain.booking.reach import longest_interval, out_of_reach_denial
from domain.shared.denials import ensure
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, UserId
from domain.shared.master_days import MasterDay
from domain.shared.time import Interval
from domain.visit.end_holds import RUN_OUT, EndHolds, given_up
from domain.visit.errors import SlotTakenError
from domain.visit.model import UNKNOWN_RECORD, Actor, BookingItem, ClientRecord
from domain.visit.policies import blocked_client_denial, too_many_visits_denial
from domain.visit.ports import BookingGateway, ClientRecordGateway, Hold, VisitGateway
from domain.visit.reasons import ProgramReason
from domain.visit.staff_changes import acting


@dataclass(frozen=True, slots=True)
class Claim:
    """Time claimed for the rest of the transaction, and the days of holds released for it.

    `record` is the client's record if the time is for a new visit.
    """

    items: tuple[BookingItem, ...]
    freed: frozenset[MasterDay]
    record: ClientRecord = UNKNOWN_RECORD


@dataclass(frozen=True, slots=True)
class ClaimTime:
    """The common steps of all operations that occupy time: lock, expire, read again, check.

    Runs inside the caller's transaction; the locks last until it ends. The order of locks is the
    same everywhere: master-days ascending, the client, bookings ascending, their payments.
    """

    bookings: BookingGateway
    visits: VisitGateway
    records: ClientRecordGateway
    choose_items: ChooseItems
    busy: BusyGateway
    end_holds: EndHolds

    async def execute(
        self,
        plan: VisitPlan,
        start_at: datetime,
        client: Identity,
        now: datetime,
        *,
        seen_price_minor: int | None = None,
        admin: Identity | None = None,
    ) -> Claim:
        """Return the items of the chosen chain, at the price seen if it is available.

        A client's own holds are released; the count of visits is limited without them. If an
        `admin` books, that number is not limited, and only holds that overlap the visit are
        released.

        Raises:
            PolicyDenial: a rule of the location forbids it at this moment.
            SlotTakenError: the chain is not available (any more).
        """
        policies = plan.profile.policies
        ensure(blocked_client_denial(client) or maintenance_denial(policies))
        await self._lock_days(plan, start_at)
        record = await self.records.get_record(client.user_id, for_update=True)
        ensure(blocked_client_denial(replace(client, is_blocked=record.is_blocked)))
        holds = await self._expire_holds(plan, client.user_id, now)
        actor, own = acting(client, admin), _own(holds)
        if not plan.by_staff:
            await self.end_holds.execute(own, given_up(actor, ProgramReason.NEW_HOLD), now)
            upcoming = await self.visits.count_visits(client.user_id, now, past=False)
            ensure(too_many_visits_denial(upcoming, policies))
        own_time = OwnTime(client_id=client.user_id)
        items = await self._choose(plan, start_at, now, own_time, seen_price_minor)
        if plan.by_staff:
            await self._end_overlapping(own, items, actor, now)
        return Claim(items, _days_of(holds), record)

    async def for_booking(
        self,
        booking_id: BookingId,
        plan: VisitPlan,
        start_at: datetime,
        client: Identity,
        now: datetime,
        *,
        admin: Identity | None = None,
        is_offer: bool = False,
    ) -> Claim:
        """Return the new items of an existing booking; raises like `execute`.

        The client's own holds that overlap the new time are released, unless it is only offered.
        """
        ensure(blocked_client_denial(client) or maintenance_denial(plan.profile.policies))
        await self._lock_days(plan, start_at)
        holds = await self._expire_holds(plan, client.user_id, now)
        items = await self._choose(plan, start_at, now, OwnTime(booking_id, client.user_id))
        if not is_offer:
            await self._end_overlapping(_own(holds, booking_id), items, acting(client, admin), now)
        return Claim(items, _days_of(holds))

    async def as_agreed(
        self,
        booking_id: BookingId,
        plan: VisitPlan,
        start_at: datetime,
        agreed_at: datetime,
        now: datetime,
    ) -> Claim:
        """Return the items of a booking that lost its time, by the rules at `agreed_at`.

        Raises:
            SlotTakenError: the time is taken, or has begun.
        """
        if start_at <= now:
            raise SlotTakenError
        await self._lock_days(plan, start_at)
        freed = _days_of(await self._expire_holds(plan, None, now))
        own_time = OwnTime(booking_id)
        return Claim(await self._choose(plan, start_at, agreed_at, own_time), freed)

    async def _lock_days(self, plan: VisitPlan, start_at: datetime) -> None:
        touched = longest_interval(plan, start_at)
        await self.bookings.lock_master_days(
            {(master_id, day) for master_id in plan.master_ids for day in touched.utc_days()}
        )

    async def _expire_holds(
        self, plan: VisitPlan, client_id: UserId | None, now: datetime
    ) -> tuple[Hold, ...]:
        """Release expired holds; return them and the holds of the client, all locked."""
        holds = await self.bookings.lock_holds(plan.master_ids, client_id, now)
        await self.end_holds.execute([hold for hold in holds if hold.is_over], RUN_OUT, now)
        return holds

    async def _end_overlapping(
        self, holds: Iterable[Hold], items: Sequence[BookingItem], actor: Actor, now: datetime
    ) -> None:
        """Release the holds that overlap the items: nobody is at two places at once."""
        time = Interval(
            min(item.start_at for item in items), max(item.blocked_until for item in items)
        )
        overlapping = [
            hold
            for hold in holds
            if any(_overlaps(item, time) for item in await self.bookings.get_items(hold.booking_id))
        ]
        reason = given_up(actor, ProgramReason.NEW_HOLD)
        await self.end_holds.execute(overlapping, reason, now)

    async def _choose(
        self,
        plan: VisitPlan,
        start_at: datetime,
        now: datetime,
        own_time: OwnTime = NO_OWN_TIME,
        seen_price_minor: int | None = None,
    ) -> tuple[BookingItem, ...]:
        items, availability = await self.choose_items.execute(
            plan, start_at, now, self.busy, own_time, seen_price_minor
        )
        if items is None:
            raise out_of_reach_denial(availability, start_at) or SlotTakenError
        return items


def _own(holds: Iterable[Hold], but: BookingId | None = None) -> list[Hold]:
    """Return the client's holds among those that `_expire_holds` found, but one."""
    return [hold for hold in holds if not hold.is_over and hold.booking_id != but]


def _overlaps(item: BookingItem, time: Interval) -> bool:
    return item.start_at < time.end_at and time.start_at < item.blocked_until


def _days_of(holds: Iterable[Hold]) -> frozenset[MasterDay]:
    return frozenset().union(*(hold.master_days for hold in holds))
