from dataclasses import asdict, dataclass, replace

from domain.catalog.errors import LocationNotFoundError
from domain.outbox.audit import Action, AuditEntry, AuditLog
from domain.reporting.digest_choice import DigestPlanChange, changed, choice_of, with_choice
from domain.schedule.ports import LocationProfileCache, LocationProfileGateway
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PlanDigests:
    """Let an admin choose when the digests of a location are sent.

    The day of the last digest is unchanged, so no change causes a second digest of a day.
    """

    uow: UnitOfWork
    profiles: LocationProfileGateway
    cache: LocationProfileCache
    audit_log: AuditLog
    clock: Clock

    async def execute(
        self, admin: Identity, location_id: LocationId, change: DigestPlanChange
    ) -> None:
        """Apply one change; nothing is written if it changes nothing.

        Raises:
            RoleMissingError: the user is not an admin.
            LocationNotFoundError: there is no such active location.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            profile = await self.profiles.get_profile(location_id, for_update=True)
            if profile is None:
                raise LocationNotFoundError
            before = choice_of(profile.policies)
            after = changed(before, change)
            if after == before:
                return
            policies = with_choice(profile.policies, after)
            await self.profiles.save_policies(location_id, policies)
            await self.audit_log.add(
                AuditEntry(
                    admin.user_id,
                    Role.ADMIN,
                    Action.DIGESTS_PLANNED,
                    f"location:{location_id}",
                    self.clock.now(),
                    asdict(before),
                    asdict(after),
                )
            )
            await self.uow.commit()
        await self.cache.put(replace(profile, policies=policies))
