"""Clients as a master knows them: by first name, and by the visits that they had together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.catalog.model import Label
from domain.shared.errors import DomainError
from domain.shared.ids import BookingId, LocationId, MasterId, UserId
from domain.visit.model import BookingStatus

LOOKS_BACK = timedelta(days=2 * 365)
"""Whoever has not been here for longer is no client of the list any more."""

KNOWN_BY = (
    BookingStatus.CONFIRMED,
    BookingStatus.RESCHEDULE_PROPOSED,
    BookingStatus.COMPLETED,
    BookingStatus.NO_SHOW,
)
"""A visit in one of these states makes somebody a client of its master."""


class OwnClientNotFoundError(DomainError):
    """There is no such client, or none who has had a visit to this master."""


@dataclass(frozen=True, slots=True)
class OwnClient:
    """A client of a list; `last_at`, in the location's zone, is when the last visit began.

    Who has only missed visits so far, or comes for the first time, has none.
    """

    user_id: UserId
    first_name: str
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """One visit that a client had to a master, or has; `zone` is the location's."""

    booking_id: BookingId
    start_at: datetime
    zone: ZoneInfo
    status: BookingStatus
    service_names: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class ClientRelation:
    """Who a client is, and what the visits to a master say: kept, missed, and where they were."""

    name: str
    phone: str | None
    kept: int
    missed: int
    location_ids: frozenset[LocationId]


@dataclass(frozen=True, slots=True)
class OwnClientQuery:
    """Which clients of masters: in whose first name `words` occur, and of these, if it is given."""

    master_ids: tuple[MasterId, ...]
    now: datetime
    words: str = ""
    client_ids: tuple[UserId, ...] | None = None

    @property
    def since(self) -> datetime:
        """From when on visits count."""
        return self.now - LOOKS_BACK


class OwnClientGateway(Protocol):
    """Reads the clients of masters; what it costs depends on the visits that are asked about."""

    async def count(self, query: OwnClientQuery) -> int:
        """Return how many clients the pages of `list_page` hold in all."""
        ...

    async def list_page(
        self, query: OwnClientQuery, *, offset: int, limit: int
    ) -> tuple[OwnClient, ...]:
        """Return some of the clients, the last seen first."""
        ...

    async def find_relation(
        self, master_ids: Sequence[MasterId], client_id: UserId
    ) -> ClientRelation | None:
        """Return what there is between them; nothing where there was no visit."""
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
        """Return those that have begun, the last first, or those to come, the next first."""
        ...
