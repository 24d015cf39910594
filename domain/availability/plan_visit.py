from dataclasses import dataclass

from domain.availability.model import PlannedService, ServiceChoice, VisitPlan, VisitWish
from domain.catalog.errors import (
    LocationNotFoundError,
    MasterNotFoundError,
    MasterSwitchedOffError,
    ServiceNotFoundError,
    ServiceSwitchedOffError,
)
from domain.catalog.model import Skill, SkilledService
from domain.catalog.ports import CatalogGateway
from domain.schedule.ports import LocationProfiles
from domain.shared.ids import MasterId

MAX_SERVICES = 8
"""The most services of one visit: more would fit neither a day nor a confirm card."""


@dataclass(frozen=True, slots=True)
class PlanVisit:
    """Check a choice against the current catalog.

    Runs inside the caller's transaction.
    """

    catalog: CatalogGateway
    profiles: LocationProfiles

    async def execute(self, wish: VisitWish) -> VisitPlan:
        """Return the plan of the chosen services, in the order chosen, on the terms of the wish.

        Raises:
            RoleMissingError: the user who acts for the client is not an admin.
            LocationNotFoundError: the location is unknown or closed.
            ServiceNotFoundError: no services, too many, a duplicate, or one that the location
                never sold.
            ServiceSwitchedOffError: a service is no longer sold.
            MasterNotFoundError: the wanted master does not perform the service.
            MasterSwitchedOffError: the wanted master no longer takes bookings.
        """
        choice = wish.choice
        profile = await self.profiles.get_profile(wish.location_id)
        if profile is None:
            raise LocationNotFoundError
        found = await self.catalog.get_services([c.service_id for c in choice])
        by_id = {skilled.service.id: skilled for skilled in found}
        if not 0 < len(choice) <= MAX_SERVICES or len(by_id) < len(choice):
            raise ServiceNotFoundError
        if any(skilled.service.location_id != wish.location_id for skilled in found):
            raise ServiceNotFoundError
        plan = VisitPlan(profile, tuple(_planned(by_id[c.service_id], c) for c in choice))
        return plan.on_terms(wish.terms)


@dataclass(frozen=True, slots=True)
class PlanVisitAfresh(PlanVisit):
    """Plan a visit for a write: profiles come from the database, never from a cache."""


def _planned(skilled: SkilledService, choice: ServiceChoice) -> PlannedService:
    if not skilled.is_offered:
        raise ServiceSwitchedOffError(skilled.service.name)
    if choice.master_id is None:
        return PlannedService(skilled.service, skilled.active_skills)
    return PlannedService(skilled.service, (_skill_of(skilled, choice.master_id),))


def _skill_of(skilled: SkilledService, master_id: MasterId) -> Skill:
    for skill in skilled.skills:
        if skill.master.id == master_id:
            if not skill.master.is_active:
                raise MasterSwitchedOffError(skill.master.name)
            return skill
    raise MasterNotFoundError
