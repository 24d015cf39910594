from datetime import datetime

from sqlalchemy import Select, insert, select, update

from domain.catalog.model import Label
from domain.shared.identity import Role
from domain.shared.ids import UserId
from domain.staff.model import Invitation, InvitationId, NewInvitation, Post
from infra.db.rows import AnyRow
from infra.db.tables import invitations, masters
from infra.db.unit_of_work import SqlaUnitOfWork

_IS_OPEN = invitations.c.used_at.is_(None) & invitations.c.withdrawn_at.is_(None)


class SqlaInvitationGateway:
    """Invitations in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def add(self, invitation: NewInvitation) -> InvitationId:
        """Write an invitation: one query."""
        post = invitation.post
        written = await self._uow.execute(
            insert(invitations)
            .values(
                token_hash=invitation.token_hash,
                role=post.role,
                location_id=post.location_id,
                master_id=post.master_id,
                invited_by=invitation.invited_by,
                invited_at=invitation.invited_at,
                expires_at=invitation.expires_at,
            )
            .returning(invitations.c.id)
        )
        invitation_id: InvitationId = written.scalar_one()
        return invitation_id

    async def find(self, token_hash: bytes) -> Invitation | None:
        """Return the invitation of a token, locked: one query."""
        query = _query().where(invitations.c.token_hash == token_hash)
        row = (await self._uow.execute(query.with_for_update(of=invitations))).one_or_none()
        return None if row is None else _invitation_of(row)

    async def list_open(self, now: datetime) -> tuple[Invitation, ...]:
        """Return usable invitations, the newest first: one query."""
        query = _query().where(_IS_OPEN, invitations.c.expires_at > now)
        found = await self._uow.execute(query.order_by(invitations.c.id.desc()))
        return tuple(_invitation_of(row) for row in found)

    async def mark_used(self, invitation_id: InvitationId, user_id: UserId, now: datetime) -> None:
        """Mark the invitation as used: one query."""
        await self._uow.execute(
            update(invitations)
            .where(invitations.c.id == invitation_id)
            .values(used_by=user_id, used_at=now)
        )

    async def withdraw(self, invitation_id: InvitationId, now: datetime) -> bool:
        """Withdraw an invitation; return whether it was open: one query."""
        withdrawn = await self._uow.execute(
            update(invitations)
            .where(invitations.c.id == invitation_id, _IS_OPEN)
            .values(withdrawn_at=now)
        )
        return withdrawn.rowcount == 1

    async def withdraw_all_of(self, user_id: UserId, now: datetime) -> None:
        """Withdraw all open invitations sent by this user: one query."""
        await self._uow.execute(
            update(invitations)
            .where(invitations.c.invited_by == user_id, _IS_OPEN)
            .values(withdrawn_at=now)
        )


def _query() -> Select[*tuple[object, ...]]:
    return select(
        invitations,
        masters.c.name.label("master_name"),
        masters.c.name_translations.label("master_name_translations"),
    ).outerjoin(masters, masters.c.id == invitations.c.master_id)


def _invitation_of(row: AnyRow) -> Invitation:
    name = None
    if row.master_name is not None:
        name = Label(row.master_name, row.master_name_translations)
    return Invitation(
        id=row.id,
        post=Post(Role(row.role), row.location_id, row.master_id),
        invited_by=row.invited_by,
        expires_at=row.expires_at,
        is_used=row.used_at is not None,
        is_withdrawn=row.withdrawn_at is not None,
        master_name=name,
    )
