from zoneinfo import ZoneInfo

from sqlalchemy import Update, bindparam, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.clients.model import Client, TelegramProfile
from domain.shared.folding import search_text
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.shared.names import stand_in
from infra.db.rows import AnyRow, zone_of
from infra.db.tables import masters, users
from infra.db.unit_of_work import SqlaUnitOfWork

_CLIENT = (
    users.c.id,
    users.c.telegram_id,
    users.c.display_name,
    users.c.language,
    users.c.timezone,
    users.c.phone,
    users.c.region,
    users.c.is_blocked,
    users.c.is_admin,
    users.c.unreachable_at.is_not(None).label("is_unreachable"),
    exists().where(masters.c.user_id == users.c.id, masters.c.is_active).label("is_master"),
)

_BY_TELEGRAM_ID = select(*_CLIENT).where(users.c.telegram_id == bindparam("telegram_id"))


class SqlaClientGateway:
    """People in the database. An admin is marked, a master is who an active master links to."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def get_by_telegram_id(self, telegram_id: int) -> Client | None:
        """Return the person, with the roles and flags of this moment: one query."""
        found = await self._uow.execute(_BY_TELEGRAM_ID, {"telegram_id": telegram_id})
        row = found.one_or_none()
        return None if row is None else _client_of(row)

    async def register(self, profile: TelegramProfile, language: str) -> Client:
        """Write a person who is new; one who is there already gets name, region and messages.

        Three queries: the name is searched by all that the row holds, and what is returned is
        read as ever, so that it can never be other than that.
        """
        new = insert(users).values(
            telegram_id=profile.telegram_id,
            display_name=profile.display_name,
            language=language,
            region=profile.region,
        )
        written = await self._uow.execute(
            new.on_conflict_do_update(
                index_elements=["telegram_id"],
                set_={
                    "display_name": profile.display_name,
                    "region": func.coalesce(new.excluded.region, users.c.region),
                    "unreachable_at": None,
                },
            ).returning(users.c.id, users.c.known_as)
        )
        row = written.one()
        name = profile.display_name or stand_in(row.id)
        await self._uow.execute(name_written(row.id, name, row.known_as))
        found = await self._uow.execute(_BY_TELEGRAM_ID, {"telegram_id": profile.telegram_id})
        return _client_of(found.one())

    async def save_language(self, user_id: UserId, language: str) -> None:
        """Remember the language that the person chose."""
        await self._uow.execute(
            update(users).where(users.c.id == user_id).values(language=language)
        )

    async def save_timezone(self, user_id: UserId, timezone: ZoneInfo | None) -> None:
        """Remember the person's own timezone; `None` is the location's."""
        name = None if timezone is None else timezone.key
        await self._uow.execute(update(users).where(users.c.id == user_id).values(timezone=name))


def name_written(user_id: UserId, name: str, known_as: str | None) -> Update:
    """Return the statement that writes the names of a user, and what they are searched in."""
    return (
        update(users)
        .where(users.c.id == user_id)
        .values(display_name=name, known_as=known_as, search_name=search_text(name, known_as))
    )


def _client_of(row: AnyRow) -> Client:
    roles = {Role.CLIENT}
    if row.is_master:
        roles.add(Role.MASTER)
    if row.is_admin:
        roles.add(Role.ADMIN)
    return Client(
        id=row.id,
        telegram_id=row.telegram_id,
        display_name=row.display_name,
        language=row.language,
        timezone=zone_of(row.timezone),
        identity=Identity(row.id, frozenset(roles), row.is_blocked),
        is_unreachable=row.is_unreachable,
        phone=row.phone,
        region=row.region,
    )
