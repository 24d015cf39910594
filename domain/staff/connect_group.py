from dataclasses import dataclass

from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.ports import AdminGroupGateway


@dataclass(frozen=True, slots=True)
class ConnectGroup:
    """Connect or disconnect the group chat in which the admins are notified."""

    uow: UnitOfWork
    groups: AdminGroupGateway
    clock: Clock

    async def connect(self, admin: Identity, chat_id: int) -> None:
        """Notify the admins in this group; it replaces a group that was connected before.

        Raises:
            RoleMissingError: the user is not an admin.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            await self.groups.connect(chat_id, admin.user_id, self.clock.now())
            await self.uow.commit()

    async def disconnect(self, admin: Identity, chat_id: int) -> bool:
        """Stop notifying the admins there; return whether the group was connected.

        Raises:
            RoleMissingError: the user is not an admin.
        """
        admin.ensure_role(Role.ADMIN)
        return await self.lose(chat_id)

    async def lose(self, chat_id: int) -> bool:
        """Disconnect a group from which the bot was removed; return whether it was connected."""
        async with self.uow:
            was_connected = await self.groups.disconnect(chat_id)
            await self.uow.commit()
        return was_connected

    async def follow(self, old_chat_id: int, new_chat_id: int) -> None:
        """Store the new id of a migrated group."""
        async with self.uow:
            await self.groups.rename(old_chat_id, new_chat_id)
            await self.uow.commit()
