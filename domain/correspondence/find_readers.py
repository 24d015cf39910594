from collections.abc import Sequence
from dataclasses import dataclass

from domain.outbox.admin_post import AdminChannel
from domain.outbox.directory import Directory
from domain.shared.ids import UserId
from domain.visit.correspondence import VisitMessageGateway
from domain.visit.model import Visit
from domain.visit.staff_ports import StaffGateway


@dataclass(frozen=True, slots=True)
class FindReaders:
    """Finds the staff who read the client's messages; runs in the caller's transaction."""

    messages: VisitMessageGateway
    staff_gateway: StaffGateway
    directory: Directory
    post: AdminChannel

    async def execute(self, visit: Visit, writers: Sequence[UserId]) -> tuple[UserId, ...]:
        """Return the first writer who still serves the visit and can be reached.

        If there is none, return a master of the visit, and otherwise all admins.
        """
        for user_id in dict.fromkeys((*writers, *await self.messages.list_hosts(visit.id))):
            if await self.may_read(user_id, visit) and await self._is_in_chat(user_id):
                return (user_id,)
        return await self._list_admins()

    async def may_read(self, user_id: UserId, visit: Visit) -> bool:
        """Return whether the user is a master of the visit or an admin."""
        own = await self.staff_gateway.get_master_ids(user_id)
        if any(item.master_id in own for item in visit.items):
            return True
        return user_id in await self._list_admins()

    async def _is_in_chat(self, user_id: UserId) -> bool:
        return await self.directory.get_recipient(user_id) is not None

    async def _list_admins(self) -> tuple[UserId, ...]:
        admins = await self.directory.list_admins(self.post.account_ids)
        return tuple(admin.user_id for admin in admins if admin.user_id is not None)
