from dataclasses import dataclass, replace
from datetime import datetime

from domain.availability.find_alternatives import FindAlternatives
from domain.availability.model import VisitPlan, VisitWish
from domain.availability.plan_visit import PlanVisit
from domain.availability.policies import maintenance_denial
from domain.availability.ports import BusyCache
from domain.booking.calculate_deposit import CalculateDeposit
from domain.booking.choose_items import ChooseItems
from domain.booking.reach import out_of_reach_denial
from domain.schedule.model import LocationProfile
from domain.shared.denials import ensure
from domain.shared.identity import Identity
from domain.shared.money import Money, total
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.errors import SlotTakenError
from domain.visit.model import BookingItem, VisitItem
from domain.visit.policies import late_cancel_denial, late_move_denial
from domain.visit.ports import ClientRecordGateway


@dataclass(frozen=True, slots=True)
class Preview:
    """The visit as it would be booked now."""

    profile: LocationProfile
    items: tuple[VisitItem, ...]
    price: Money
    deposit: Money | None = None  # the amount due in advance
    is_locked: bool = False  # too near to be moved or cancelled after booking


@dataclass(frozen=True, slots=True)
class PreviewVisit:
    """Preview a visit for the confirm card; nothing is written."""

    uow: UnitOfWork
    plan_visit: PlanVisit
    choose_items: ChooseItems
    busy: BusyCache
    records: ClientRecordGateway
    calculate_deposit: CalculateDeposit
    find_alternatives: FindAlternatives
    clock: Clock

    async def execute(self, client: Identity, wish: VisitWish, start_at: datetime) -> Preview:
        """Return the visit with its masters and price.

        Raises:
            RoleMissingError: the user who acts for the client is not an admin.
            SlotTakenError: the time was taken in the meantime; carries the nearest alternatives.
            PolicyDenial, and the errors of `PlanVisit`.
        """
        now, wish = self.clock.now(), replace(wish, client_id=client.user_id)
        async with self.uow:
            plan = await self.plan_visit.execute(wish)
            ensure(maintenance_denial(plan.profile.policies))
            items, availability = await self.choose_items.execute(
                plan, start_at, now, self.busy, wish.own_time
            )
            record = await self.records.get_record(client.user_id)
        if items is None:
            ensure(out_of_reach_denial(availability, start_at))
            raise SlotTakenError(await self.find_alternatives.execute(wish, start_at))
        price = total((item.price for item in items), plan.profile.location.currency)
        visit_items = tuple(_visit_item(plan, item) for item in items)
        is_new = wish.moved_booking_id is None  # a moved visit keeps its payment
        deposit = self.calculate_deposit.execute(plan, items, record).due if is_new else None
        return Preview(
            plan.profile,
            visit_items,
            price,
            deposit.amount if deposit else None,
            _is_locked(plan, start_at, now),
        )


def _is_locked(plan: VisitPlan, start_at: datetime, now: datetime) -> bool:
    denials = (late_cancel_denial, late_move_denial)
    return all(denial(start_at, now, plan.profile.policies) for denial in denials)


def _visit_item(plan: VisitPlan, item: BookingItem) -> VisitItem:
    planned = next(p for p in plan.services if p.service.id == item.service_id)
    master = plan.skill_of(item.service_id, item.master_id).master
    return VisitItem(
        item.service_id,
        planned.service.name,
        item.master_id,
        master.name,
        item.start_at,
        item.end_at,
        item.price,
    )
