"""Clients as a master sees them: the first name, and the visits to this master."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.catalog.model import Label
from domain.clients.find_clients import Spellings
from domain.shared.errors import DomainError
from domain.shared.ids import BookingId, LocationId, MasterId, UserId
from domain.visit.model import BookingStatus

LOOKS_BACK = timedelta(days=2 * 365)
"""Clients without a visit in this time leave the list."""

KNOWN_BY = (
    BookingStatus.CONFIRMED,
    BookingStatus.RESCHEDULE_PROPOSED,
    BookingStatus.COMPLETED,
    BookingStatus.NO_SHOW,
)
"""A visit in one of these states makes its client a client of the master."""


class OwnClientNotFoundError(DomainError):
    """There is no such client, or they have no visit to this master."""


@dataclass(frozen=True, slots=True)
class OwnClient:
    """A client of a list; `last_at`, in the location's zone, is when the last visit began.

    It is `None` for clients who missed all visits so far or are new.
    """

    user_id: UserId
    first_name: str
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """A past or coming visit of a client to a master; `zone` is the location's."""

    booking_id: BookingId
    start_at: datetime
    zone: ZoneInfo
    status: BookingStatus
    service_names: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class ClientRelation:
    """A client, and the numbers and locations of their kept and missed visits to a master."""

    name: str
    phone: str | None
    kept: int
    missed: int
    location_ids: frozenset[LocationId]


@dataclass(frozen=True, slots=True)
class OwnClientQuery:
    """The masters' clients whose first name contains all of `words`.

    With `client_ids`, only these clients.
    """

    master_ids: tuple[MasterId, ...]
    now: datetime
    words: tuple[Spellings, ...] = ()
    client_ids: tuple[UserId, ...] | None = None

    @property
    def since(self) -> datetime:
        """The moment from which visits count."""
        return self.now - LOOKS_BACK


class OwnClientGateway(Protocol):
    """Reads the clients of masters; the cost depends on the number of their visits."""

    async def count(self, query: OwnClientQuery) -> int:
        """Return the total number of clients that `list_page` can return."""
        ...

    async def list_page(
        self, query: OwnClientQuery, *, offset: int, limit: int
    ) -> tuple[OwnClient, ...]:
        """Return some of the clients, the last seen first."""
        ...

    async def find_relation(
        self, master_ids: Sequence[MasterId], client_id: UserId
    ) -> ClientRelation | None:
        """Return the relation of the client to the masters; `None` if there was no visit."""
        ...

    async def list_visits(
        self,
        master_ids: Sequence[MasterId],
        client_id: UserId,
        now: datetime,
        *,
        past: bool,
        limit: int,
    ) -> tuple[OwnVisit, ...]:
        """Return the visits that have begun, the last first, or coming ones, the next first."""
        ...
