from dataclasses import dataclass
from datetime import datetime

from domain.outbox.audit import Action, AuditEntry, AuditLog
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId, MasterId
from domain.staff.ensure_vacant import ensure_vacant
from domain.staff.errors import RoleHeldError
from domain.staff.model import Post
from domain.staff.ports import TeamGateway


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Give a post to a user, and record it. Runs inside the caller's transaction."""

    team: TeamGateway
    audit_log: AuditLog

    async def execute(
        self, person: Identity, post: Post, now: datetime, *, invitation_id: int | None = None
    ) -> None:
        """Make the user an admin or a master.

        Raises:
            RoleHeldError: the user already has the role.
            LocationNotFoundError, MasterTakenError: the post does not exist, or is not free.
        """
        if post.role is Role.ADMIN:
            if Role.ADMIN in person.roles:
                raise RoleHeldError
            await self.team.set_admin(person.user_id, is_admin=True)
            subject = f"user:{person.user_id}"
        else:
            subject = f"master:{await self._link(person, post)}"
        await self.audit_log.add(
            AuditEntry(
                person.user_id,
                post.role,
                Action.ROLE_GIVEN,
                subject,
                now,
                after={"user_id": person.user_id, "invitation_id": invitation_id},
            )
        )

    async def _link(self, person: Identity, post: Post) -> MasterId:
        """Return the id of the master as which the user works from now on."""
        await self._ensure_no_master_there(person, post.location_id)
        await ensure_vacant(post, self.team)
        if post.master_id is None:
            if post.location_id is None:
                raise ValueError("a master works at a location")
            return await self.team.add_master(post.location_id, person.user_id)
        await self.team.link_master(post.master_id, person.user_id)
        return post.master_id

    async def _ensure_no_master_there(
        self, person: Identity, location_id: LocationId | None
    ) -> None:
        masters = await self.team.list_masters()
        if any(
            one.user_id == person.user_id and one.post.location_id == location_id for one in masters
        ):
            raise RoleHeldError
