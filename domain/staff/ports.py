from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.shared.ids import LocationId, MasterId, UserId
from domain.staff.model import Invitation, InvitationId, Member, NewInvitation


class AdminGroupGateway(Protocol):
    """Stores the group chat in which the admins are notified; never commits."""

    async def connect(self, chat_id: int, admin_id: UserId, now: datetime) -> None:
        """Notify them in this group from now on, and in no other."""
        ...

    async def disconnect(self, chat_id: int) -> bool:
        """Stop notifying them there; return whether the group was connected."""
        ...

    async def rename(self, old_chat_id: int, new_chat_id: int) -> None:
        """Store the new id of a group."""
        ...

    async def get_connected(self) -> int | None:
        """Return the chat id of the connected group."""
        ...


class InvitationGateway(Protocol):
    """Reads and writes invitations; never commits."""

    async def add(self, invitation: NewInvitation) -> InvitationId:
        """Store an invitation."""
        ...

    async def find(self, token_hash: bytes) -> Invitation | None:
        """Return the invitation of a token, locked, so that only one user can use it."""
        ...

    async def list_open(self, now: datetime) -> tuple[Invitation, ...]:
        """Return the invitations that can still be used, the newest first."""
        ...

    async def mark_used(self, invitation_id: InvitationId, user_id: UserId, now: datetime) -> None:
        """Mark it as used by the user."""
        ...

    async def withdraw(self, invitation_id: InvitationId, now: datetime) -> bool:
        """Withdraw it; return whether it could still be used."""
        ...

    async def withdraw_all_of(self, user_id: UserId, now: datetime) -> None:
        """Withdraw all invitations that the user has created."""
        ...


class TeamGateway(Protocol):
    """Reads and writes staff members; never commits."""

    async def has_location(self, location_id: LocationId) -> bool:
        """Return whether there is such an active location."""
        ...

    async def list_masters(self) -> tuple[Member, ...]:
        """Return the active masters, in their order."""
        ...

    async def list_admins(
        self, account_ids: Collection[int], *, for_update: bool = False
    ) -> tuple[Member, ...]:
        """Return the admins, including those of the settings; `for_update` locks them."""
        ...

    async def lock_master(self, master_id: MasterId) -> Member | None:
        """Return an active master, locked."""
        ...

    async def add_master(self, location_id: LocationId, user_id: UserId) -> MasterId:
        """Store a new master with the user's name in the chat."""
        ...

    async def link_master(self, master_id: MasterId, user_id: UserId | None) -> None:
        """Link a user to the master; `None` removes the link."""
        ...

    async def set_admin(self, user_id: UserId, *, is_admin: bool) -> None:
        """Grant or revoke the admin role."""
        ...
