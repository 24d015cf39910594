from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.shared.ids import LocationId, MasterId, UserId
from domain.staff.model import Invitation, InvitationId, Member, NewInvitation


class AdminGroupGateway(Protocol):
    """Knows the group chat in which the admins are told; never commits."""

    async def connect(self, chat_id: int, admin_id: UserId, now: datetime) -> None:
        """Tell them in this group from now on, and in no other."""
        ...

    async def disconnect(self, chat_id: int) -> bool:
        """Tell them there no longer; return whether they were."""
        ...

    async def rename(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that has another id from now on."""
        ...

    async def get_connected(self) -> int | None:
        """Return the id of the group's chat."""
        ...


class InvitationGateway(Protocol):
    """Reads and writes invitations; never commits."""

    async def add(self, invitation: NewInvitation) -> InvitationId:
        """Write an invitation."""
        ...

    async def find(self, token_hash: bytes) -> Invitation | None:
        """Return the invitation of a token, locked: it is used by one person."""
        ...

    async def list_open(self, now: datetime) -> tuple[Invitation, ...]:
        """Return those that can still be used, the newest first."""
        ...

    async def mark_used(self, invitation_id: InvitationId, user_id: UserId, now: datetime) -> None:
        """Let nobody use it any more."""
        ...

    async def withdraw(self, invitation_id: InvitationId, now: datetime) -> bool:
        """Let nobody use it; return whether anybody could."""
        ...

    async def withdraw_all_of(self, user_id: UserId, now: datetime) -> None:
        """Let nobody use what this person has sent."""
        ...


class TeamGateway(Protocol):
    """Reads and writes who is of the staff; never commits."""

    async def has_location(self, location_id: LocationId) -> bool:
        """Return whether there is such an active location."""
        ...

    async def list_masters(self) -> tuple[Member, ...]:
        """Return the active masters, in their order."""
        ...

    async def list_admins(
        self, account_ids: Collection[int], *, for_update: bool = False
    ) -> tuple[Member, ...]:
        """Return the admins, those of the settings among them; `for_update` locks them."""
        ...

    async def lock_master(self, master_id: MasterId) -> Member | None:
        """Return an active master, locked."""
        ...

    async def add_master(self, location_id: LocationId, user_id: UserId) -> MasterId:
        """Write a new master, by the name that the person has in the chat."""
        ...

    async def link_master(self, master_id: MasterId, user_id: UserId | None) -> None:
        """Let a person work as the master, or nobody."""
        ...

    async def set_admin(self, user_id: UserId, *, is_admin: bool) -> None:
        """Make a person an admin, or no longer."""
        ...
