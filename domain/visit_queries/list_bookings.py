from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.catalog.model import Location
from domain.shared.identity import Identity, Role
from domain.shared.ids import LocationId
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit_queries.booking_filter import BookingFilter, MomentRange, range_of
from domain.visit_queries.ports import BookingLine, BookingListGateway, BookingQuery, FilterChoices

PAGE_SIZE = 8
CLIENTS_NAMED = 3


@dataclass(frozen=True, slots=True)
class BookingPage:
    """One page of visits; `page` counts from 0 and always exists, `total` counts all pages' visits.

    `clients` are the first few names of the clients in the filter.
    """

    lines: tuple[BookingLine, ...]
    page: int
    pages: int
    total: int
    choices: FilterChoices
    clients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListBookings:
    """List the visits of all clients, for an admin."""

    uow: UnitOfWork
    bookings: BookingListGateway
    clock: Clock

    async def execute(self, admin: Identity, wanted: BookingFilter, page: int) -> BookingPage:
        """Return the page, or the last page if there are fewer.

        Pages in the second half are read from the end, so that the last page is as cheap as the
        first.

        Raises:
            RoleMissingError: the user is not an admin.
        """
        admin.ensure_role(Role.ADMIN)
        now = self.clock.now()
        async with self.uow:
            choices = await self.bookings.get_choices()
            query = BookingQuery(wanted, _ranges(wanted, choices.locations, now), now)
            total = await self.bookings.count(query)
            pages = max(1, -(-total // PAGE_SIZE))
            page = min(max(page, 0), pages - 1)
            lines = await self._read(query, page * PAGE_SIZE, total)
            clients = await self.bookings.get_client_names((wanted.clients or ())[:CLIENTS_NAMED])
        return BookingPage(lines, page, pages, total, choices, clients)

    async def list_choices(self, admin: Identity) -> FilterChoices:
        """Return the values by which the list can be filtered.

        Raises:
            RoleMissingError: the user is not an admin.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            return await self.bookings.get_choices()

    async def get_today(self, admin: Identity, location_id: LocationId | None) -> date:
        """Return the current day at a location, or at the first location if `None`.

        Raises:
            RoleMissingError: the user is not an admin.
        """
        choices, now = await self.list_choices(admin), self.clock.now()
        places = sorted(choices.locations, key=lambda place: place.id != location_id)
        return (now.astimezone(places[0].timezone) if places else now).date()

    async def _read(self, query: BookingQuery, offset: int, total: int) -> tuple[BookingLine, ...]:
        """Return the lines from `offset` on, counted in the order of the list."""
        limit = min(PAGE_SIZE, total - offset)
        if limit <= 0:
            return ()
        behind = total - offset - limit
        is_nearer_to_end = behind < offset
        lines = await self.bookings.list_lines(
            query,
            offset=behind if is_nearer_to_end else offset,
            limit=limit,
            from_end=is_nearer_to_end is not query.filter.is_latest_first,
        )
        return lines[::-1] if is_nearer_to_end else lines


def _ranges(
    wanted: BookingFilter, locations: Iterable[Location], now: datetime
) -> Mapping[tuple[LocationId, ...] | None, MomentRange]:
    """Return the moments of the days; locations in the same zone share a range."""
    by_zone: dict[ZoneInfo, list[LocationId]] = defaultdict(list)
    for location in locations:
        if wanted.location_id in {None, location.id}:
            by_zone[location.timezone].append(location.id)
    if len(by_zone) == 1:
        (zone,) = by_zone
        return {None: range_of(wanted.days, now, zone)}
    return {tuple(ids): range_of(wanted.days, now, zone) for zone, ids in by_zone.items()}
