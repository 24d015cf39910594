"""A record of what the staff did: ids alone, so that it may outlive whoever it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.shared.identity import Role
from domain.shared.ids import UserId

Facts = Mapping[str, str | int | None]


class Action(StrEnum):
    """What was done."""

    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"
    OUTCOME_CORRECTED = "outcome_corrected"
    RAN_LATE = "ran_late"
    TIME_CHANGED = "time_changed"
    CLIENT_ADDED = "client_added"
    CLIENTS_JOINED = "clients_joined"
    BOOKED_FOR_CLIENT = "booked_for_client"
    VISIT_MOVED = "visit_moved"
    VISIT_CANCELLED = "visit_cancelled"
    DIGESTS_PLANNED = "digests_planned"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what, such as `booking:12`, and how that was before and after."""

    actor_id: UserId
    actor_role: Role
    act: Action
    subject: str
    at: datetime
    before: Facts = field(default_factory=dict)
    after: Facts = field(default_factory=dict)


class AuditLog(Protocol):
    """Keeps the record; never commits."""

    async def add(self, entry: AuditEntry) -> None:
        """Write an entry; it is never changed."""
        ...
