from collections.abc import Collection

from sqlalchemy import (
    ARRAY,
    BigInteger,
    any_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from domain.catalog.model import Label
from domain.shared.identity import Role
from domain.shared.ids import LocationId, MasterId, UserId
from domain.staff.model import Member, Post
from infra.db.rows import AnyRow
from infra.db.tables import locations, masters, users
from infra.db.unit_of_work import SqlaUnitOfWork

_MASTERS = (
    select(
        masters.c.id,
        masters.c.location_id,
        masters.c.name,
        masters.c.name_translations,
        masters.c.user_id,
        users.c.telegram_id,
    )
    .outerjoin(users, users.c.id == masters.c.user_id)
    .where(masters.c.is_active)
)

_IS_OF_SETTINGS = func.coalesce(
    users.c.telegram_id == any_(bindparam("telegram_ids", type_=ARRAY(BigInteger))), False
)

_ADMINS = (
    select(
        users.c.id,
        users.c.display_name,
        users.c.telegram_id,
        _IS_OF_SETTINGS.label("is_of_settings"),
    )
    .where(or_(users.c.is_admin, _IS_OF_SETTINGS))
    .order_by(users.c.id)
)


class SqlaTeamGateway:
    """Members of the staff, in the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def has_location(self, location_id: LocationId) -> bool:
        """Return whether the location exists and is active: one query."""
        query = select(locations.c.id).where(locations.c.id == location_id, locations.c.is_active)
        return (await self._uow.execute(query)).one_or_none() is not None

    async def list_masters(self) -> tuple[Member, ...]:
        """Return the active masters, in their order: one query."""
        order = (masters.c.location_id, masters.c.position, masters.c.id)
        return tuple(_master_of(row) for row in await self._uow.execute(_MASTERS.order_by(*order)))

    async def list_admins(
        self, account_ids: Collection[int], *, for_update: bool = False
    ) -> tuple[Member, ...]:
        """Return the admins, including those of the settings: one query."""
        query = _ADMINS.with_for_update() if for_update else _ADMINS
        found = await self._uow.execute(query, {"telegram_ids": list(account_ids)})
        return tuple(_admin_of(row) for row in found)

    async def lock_master(self, master_id: MasterId) -> Member | None:
        """Return an active master, locked: one query."""
        query = _MASTERS.where(masters.c.id == master_id).with_for_update(of=masters)
        row = (await self._uow.execute(query)).one_or_none()
        return None if row is None else _master_of(row)

    async def add_master(self, location_id: LocationId, user_id: UserId) -> MasterId:
        """Write a new master with the user's Telegram name: one query."""
        person = select(literal(location_id), users.c.id, users.c.display_name, literal("")).where(
            users.c.id == user_id
        )
        written = await self._uow.execute(
            insert(masters)
            .from_select(["location_id", "user_id", "name", "about"], person)
            .returning(masters.c.id)
        )
        master_id: MasterId = written.scalar_one()
        return master_id

    async def link_master(self, master_id: MasterId, user_id: UserId | None) -> None:
        """Link a user to the master, or unlink with `None`: one query."""
        await self._uow.execute(
            update(masters).where(masters.c.id == master_id).values(user_id=user_id)
        )

    async def set_admin(self, user_id: UserId, *, is_admin: bool) -> None:
        """Grant or revoke the admin role: one query."""
        await self._uow.execute(
            update(users).where(users.c.id == user_id).values(is_admin=is_admin)
        )


def _master_of(row: AnyRow) -> Member:
    return Member(
        post=Post(Role.MASTER, row.location_id, row.id),
        name=Label(row.name, row.name_translations),
        user_id=row.user_id,
        account_id=row.telegram_id,
    )


def _admin_of(row: AnyRow) -> Member:
    return Member(
        post=Post(Role.ADMIN),
        name=Label(row.display_name),
        user_id=row.id,
        account_id=row.telegram_id,
        is_of_settings=row.is_of_settings,
    )
