from dataclasses import dataclass

from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.ports import AdminGroupGateway


@dataclass(frozen=True, slots=True)
class ConnectGroup:
    """Let a group chat be where the admins are told, or no longer."""

    uow: UnitOfWork
    groups: AdminGroupGateway
    clock: Clock

    async def connect(self, admin: Identity, chat_id: int) -> None:
        """Tell the admins in this group; one that was connected before no longer is.

        Raises:
            RoleMissingError: only an admin connects a group.
        """
        admin.ensure_role(Role.ADMIN)
        async with self.uow:
            await self.groups.connect(chat_id, admin.user_id, self.clock.now())
            await self.uow.commit()

    async def disconnect(self, admin: Identity, chat_id: int) -> bool:
        """Tell the admins there no longer; return whether the group was connected.

        Raises:
            RoleMissingError: only an admin disconnects a group.
        """
        admin.ensure_role(Role.ADMIN)
        return await self.lose(chat_id)

    async def lose(self, chat_id: int) -> bool:
        """Do without a group that the bot was taken out of; return whether it was connected."""
        async with self.uow:
            was_connected = await self.groups.disconnect(chat_id)
            await self.uow.commit()
        return was_connected

    async def follow(self, old_chat_id: int, new_chat_id: int) -> None:
        """Go on in a group that has another id from now on."""
        async with self.uow:
            await self.groups.rename(old_chat_id, new_chat_id)
            await self.uow.commit()
