"""The audit log of staff actions: ids only, so that entries may outlive the users they name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.shared.identity import Role
from domain.shared.ids import UserId

Facts = Mapping[str, str | int | None]


class Action(StrEnum):
    """The action that was recorded."""

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
    """An actor's action on a subject such as `booking:12`, with the facts before and after."""

    actor_id: UserId
    actor_role: Role
    act: Action
    subject: str
    at: datetime
    before: Facts = field(default_factory=dict)
    after: Facts = field(default_factory=dict)


class AuditLog(Protocol):
    """Stores audit entries; never commits."""

    async def add(self, entry: AuditEntry) -> None:
        """Store an entry; it is never changed."""
        ...
