from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from domain.catalog.model import Label, Location
from domain.shared.ids import BookingId, LocationId, MasterId, ServiceId, UserId
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import BookingFilter, MomentRange

Id = TypeVar("Id", MasterId, ServiceId)


@dataclass(frozen=True, slots=True)
class Choice(Generic[Id]):
    """A master or a service by which a list can be filtered."""

    id: Id
    location_id: LocationId
    name: Label


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """All filter values in order; switched-off ones are last, because they also have visits."""

    locations: tuple[Location, ...]
    masters: tuple[Choice[MasterId], ...]
    services: tuple[Choice[ServiceId], ...]

    def at(self, location_id: LocationId | None) -> "FilterChoices":
        """Return the choices at one location, or at all locations if `None`."""
        if location_id is None:
            return self
        return FilterChoices(
            self.locations,
            tuple(master for master in self.masters if master.location_id == location_id),
            tuple(service for service in self.services if service.location_id == location_id),
        )


@dataclass(frozen=True, slots=True)
class BookingLine:
    """A visit as a line of a list: the `services` and `masters` of its items, in order."""

    booking_id: BookingId
    location: Location
    start_at: datetime
    end_at: datetime
    status: BookingStatus
    client_name: str
    services: tuple[Label, ...]
    masters: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class BookingQuery:
    """A filter, with the moments of its days at each location.

    Locations in the same zone share a range; the key `None` means all locations.
    """

    filter: BookingFilter
    ranges: Mapping[tuple[LocationId, ...] | None, MomentRange]
    now: datetime


class BookingListGateway(Protocol):
    """Reads the visits of all clients, page by page."""

    async def get_choices(self) -> FilterChoices:
        """Return the values by which lists can be filtered."""
        ...

    async def get_client_names(self, client_ids: tuple[UserId, ...]) -> tuple[str, ...]:
        """Return the names of clients, in the order of the ids."""
        ...

    async def count(self, query: BookingQuery) -> int:
        """Return the number of matching visits."""
        ...

    async def list_lines(
        self, query: BookingQuery, *, offset: int, limit: int, from_end: bool
    ) -> tuple[BookingLine, ...]:
        """Return visits by start after skipping `offset`; in reverse order with `from_end`."""
        ...
