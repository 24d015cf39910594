from collections.abc import Sequence
from dataclasses import dataclass

from domain.availability.model import ServiceChoice, VisitPlan, VisitWish
from domain.availability.plan_visit import PlanVisit
from domain.catalog.model import Master, Skill
from domain.shared.ids import LocationId, MasterId, ServiceId
from domain.shared.money import Money, total
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class MasterOption:
    """A master, with the total duration and price of the services that they would do."""

    master: Master
    duration_minutes: int
    price: Money


@dataclass(frozen=True, slots=True)
class MasterOptions:
    """The masters who can do all services or, if `for_all` is empty, those of each service."""

    plan: VisitPlan
    for_all: tuple[MasterOption, ...]
    by_service: tuple[tuple[MasterOption, ...], ...]  # in the order of the plan's services

    def is_able(self, master_id: MasterId) -> bool:
        """Return whether the master can do all services."""
        return any(option.master.id == master_id for option in self.for_all)


@dataclass(frozen=True, slots=True)
class ListMasters:
    """Read the masters who perform the chosen services."""

    uow: UnitOfWork
    plan_visit: PlanVisit

    async def execute(
        self, location_id: LocationId, service_ids: Sequence[ServiceId]
    ) -> MasterOptions:
        """Return the options; raises like `PlanVisit`."""
        async with self.uow:
            choice = tuple(ServiceChoice(service_id) for service_id in service_ids)
            plan = await self.plan_visit.execute(VisitWish(location_id, choice))
        by_service = tuple(
            tuple(_option([skill]) for skill in planned.skills) for planned in plan.services
        )
        return MasterOptions(plan, _for_all(plan), by_service)


def _for_all(plan: VisitPlan) -> tuple[MasterOption, ...]:
    first, *others = plan.services
    able = [skill.master.id for skill in first.skills]
    for planned in others:
        able = [m for m in able if m in {skill.master.id for skill in planned.skills}]
    return tuple(
        _option([plan.skill_of(planned.service.id, master_id) for planned in plan.services])
        for master_id in able
    )


def _option(skills: Sequence[Skill]) -> MasterOption:
    minutes = sum(skill.duration_minutes for skill in skills)
    price = total((skill.price for skill in skills), skills[0].price.currency)
    return MasterOption(skills[0].master, minutes, price)
