from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, func, select

from domain.catalog.model import (
    Label,
    Location,
    Master,
    Service,
    ServiceCategory,
    Skill,
    SkilledService,
)
from domain.shared.ids import LocationId, ServiceId
from domain.shared.money import Money
from infra.db.rows import LOCATION, AnyRow, deposit_of, location_of
from infra.db.sql import is_any_of
from infra.db.tables import locations, masters, service_categories, services, skills
from infra.db.unit_of_work import SqlaUnitOfWork

_DURATION = func.coalesce(skills.c.duration_minutes, services.c.duration_minutes)

_COLUMNS = (
    services,
    locations.c.currency,
    service_categories.c.name.label("category_name"),
    service_categories.c.name_translations.label("category_name_translations"),
    skills.c.master_id,
    _DURATION.label("own_duration_minutes"),
    func.coalesce(skills.c.price_minor, services.c.price_minor).label("own_price_minor"),
    masters.c.name.label("master_name"),
    masters.c.name_translations.label("master_name_translations"),
    masters.c.about.label("master_about"),
    masters.c.about_translations.label("master_about_translations"),
    masters.c.photo.label("master_photo"),
    masters.c.is_active.label("master_is_active"),
    masters.c.max_clients_parallel,
    masters.c.buffer_between_minutes,
)

_ORDER = tuple(
    table.c[name]
    for table in (service_categories, services, masters)
    for name in ("position", "id")
)


def _skilled_services(wanted: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    """Return the query of services with all masters who perform them, one row per skill."""
    shortest = _shortest_services(wanted)
    minutes = func.coalesce(shortest.c.minutes, _DURATION).label("shortest_service_minutes")
    return (
        select(*_COLUMNS, minutes)
        .select_from(services)
        .join(service_categories, service_categories.c.id == services.c.category_id)
        .join(locations, locations.c.id == services.c.location_id)
        .outerjoin(skills, skills.c.service_id == services.c.id)
        .outerjoin(masters, masters.c.id == skills.c.master_id)
        .outerjoin(shortest, shortest.c.master_id == skills.c.master_id)
        .where(wanted)
        .order_by(*_ORDER)
    )


def _shortest_services(wanted: ColumnElement[bool]) -> Subquery:
    """Return the shortest active service, in minutes, of each master who performs the wanted."""
    theirs, sold = skills.alias("theirs"), services.alias("sold")
    performs_wanted = select(skills.c.master_id).join(services).where(wanted)
    duration = func.coalesce(theirs.c.duration_minutes, sold.c.duration_minutes)
    return (
        select(theirs.c.master_id, func.min(duration).label("minutes"))
        .join(sold, and_(sold.c.id == theirs.c.service_id, sold.c.is_active))
        .where(theirs.c.master_id.in_(performs_wanted))
        .group_by(theirs.c.master_id)
        .subquery("shortest")
    )


_OF_LOCATION = _skilled_services(
    and_(services.c.location_id == bindparam("location_id"), services.c.is_active)
)
_BY_ID = _skilled_services(is_any_of(services.c.id, "service_ids"))

_LOCATIONS = (
    select(*LOCATION).where(locations.c.is_active).order_by(locations.c.position, locations.c.id)
)


class SqlaCatalogGateway:
    """The catalogue of services, from the database."""

    def __init__(self, uow: SqlaUnitOfWork) -> None:
        self._uow = uow

    async def list_locations(self) -> tuple[Location, ...]:
        """Return the active locations in their order: one query."""
        found = await self._uow.execute(_LOCATIONS)
        return tuple(location_of(row) for row in found)

    async def list_services(self, location_id: LocationId) -> tuple[SkilledService, ...]:
        """Return the location's active services, by category and order: one query."""
        found = await self._uow.execute(_OF_LOCATION, {"location_id": location_id})
        return _skilled(found.all())

    async def get_services(self, service_ids: Sequence[ServiceId]) -> tuple[SkilledService, ...]:
        """Return the services that exist, in the requested order: one query."""
        found = await self._uow.execute(_BY_ID, {"service_ids": list(service_ids)})
        by_id = {skilled.service.id: skilled for skilled in _skilled(found.all())}
        return tuple(by_id[service_id] for service_id in service_ids if service_id in by_id)


def _skilled(rows: Sequence[AnyRow]) -> tuple[SkilledService, ...]:
    by_service = (list(group) for _, group in groupby(rows, key=lambda row: row.id))
    return tuple(
        SkilledService(
            _service_of(group[0]),
            tuple(_skill_of(row) for row in group if row.master_id is not None),
        )
        for group in by_service
    )


def _service_of(row: AnyRow) -> Service:
    return Service(
        id=row.id,
        location_id=row.location_id,
        category=ServiceCategory(
            row.category_id, Label(row.category_name, row.category_name_translations)
        ),
        name=Label(row.name, row.name_translations),
        description=Label(row.description, row.description_translations),
        duration_minutes=row.duration_minutes,
        min_gap_after_minutes=row.min_gap_after_minutes,
        price=Money(row.price_minor, row.currency),
        is_active=row.is_active,
        parallel_ok=row.parallel_ok,
        parallel_group=row.parallel_group,
        deposit=deposit_of(row),
    )


def _skill_of(row: AnyRow) -> Skill:
    master = Master(
        id=row.master_id,
        name=Label(row.master_name, row.master_name_translations),
        about=Label(row.master_about, row.master_about_translations),
        photo=row.master_photo,
        is_active=row.master_is_active,
        max_clients_parallel=row.max_clients_parallel,
        shortest_service_minutes=row.shortest_service_minutes,
        buffer_between_minutes=row.buffer_between_minutes,
    )
    return Skill(master, row.own_duration_minutes, Money(row.own_price_minor, row.currency))
