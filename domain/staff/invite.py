from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from domain.outbox.audit import Action, AuditEntry, AuditLog
from domain.shared.identity import Identity, Role
from domain.shared.time import DAY, Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.ensure_vacant import ensure_vacant
from domain.staff.model import NewInvitation, Post
from domain.staff.ports import InvitationGateway, TeamGateway
from domain.staff.tokens import hash_of, new_token

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """The token of a new invitation, shown once to its author. It is valid to `last_day`."""

    token: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Invite:
    """Create an invitation that can be used once, within `VALID_FOR`."""

    uow: UnitOfWork
    invitations: InvitationGateway
    team: TeamGateway
    audit_log: AuditLog
    clock: Clock

    async def execute(self, admin: Identity, post: Post) -> Invited:
        """Return the token.

        Raises:
            RoleMissingError: the user is not an admin.
            LocationNotFoundError, MasterTakenError: the post does not exist, or is not free.
        """
        admin.ensure_role(Role.ADMIN)
        now, token = self.clock.now(), new_token()
        last_day = now.astimezone(UTC).date() + VALID_FOR
        async with self.uow:
            await ensure_vacant(post, self.team)
            invitation = NewInvitation(
                hash_of(token), post, admin.user_id, now, _end_everywhere(last_day)
            )
            invitation_id = await self.invitations.add(invitation)
            await self.audit_log.add(
                AuditEntry(
                    admin.user_id,
                    Role.ADMIN,
                    Action.INVITED,
                    f"invitation:{invitation_id}",
                    now,
                    after={"role": post.role, "master_id": post.master_id},
                )
            )
            await self.uow.commit()
        return Invited(token, last_day)


def _end_everywhere(day: date) -> datetime:
    """Return when the day is over in the last timezone, twelve hours behind UTC."""
    return datetime.combine(day, time(), UTC) + DAY + timedelta(hours=12)
