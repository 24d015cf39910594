from dataclasses import dataclass, replace
from datetime import datetime

from domain.outbox.admin_post import AdminChannel
from domain.outbox.directory import Directory
from domain.outbox.message import Bundle, DueMessage, OutboxMessage
from domain.outbox.ports import OutboxGateway
from domain.outbox.recipient import Recipient
from domain.shared.destination import Chat
from domain.shared.ids import MessageId, UserId
from domain.shared.time import MINUTE
from domain.staff.ports import AdminGroupGateway

BUNDLE_EVERY = MINUTE

MOST_IN_BUNDLE = 10
"""Keeps a message readable and within the limit of a chat. The rest waits for the next bundle:
none is dropped, because some ask for action."""


@dataclass(frozen=True, slots=True)
class NotifyAdmins:
    """Puts a message into the next bundle of each admin: at most one bundle a minute is sent.

    The first message after a pause is sent at once; messages within the next minute wait for its
    end. Admins are notified in their group, the connected one or else that of the settings;
    without a group, each in private.
    """

    outbox: OutboxGateway
    directory: Directory
    groups: AdminGroupGateway
    post: AdminChannel

    async def get_recipient(self, admin_id: UserId | None) -> Recipient | None:
        """Return who reads a bundle: the admin, if they still are one, or the group."""
        if admin_id is not None:
            admins = await self.directory.list_admins(self.post.account_ids)
            return next((admin for admin in admins if admin.user_id == admin_id), None)
        chat_id = await self.groups.get_connected() or self.post.group_chat_id
        return None if chat_id is None else Recipient(Chat(chat_id), self.post.group_language)

    async def get_readers(self) -> tuple[Recipient, ...]:
        """Return who reads notifications to all admins: their group, or else each of them."""
        group = await self.get_recipient(None)
        if group is not None:
            return (group,)
        return await self.directory.list_admins(self.post.account_ids)

    async def in_private(self, message: OutboxMessage) -> list[OutboxMessage]:
        """Return a copy of the group's message for each admin."""
        admins = await self.directory.list_admins(self.post.account_ids)
        return [
            replace(message, key=f"{message.key}:{admin.user_id}", recipient_id=admin.user_id)
            for admin in admins
        ]

    async def bundle(self, part: DueMessage, now: datetime) -> int:
        """Bundle the message for all its readers; return how many they are."""
        if await self.get_recipient(None) is None:
            return await self.bundle_in_private(part.id, part.correlation_id, now)
        await self.outbox.lock_bundles()
        await self._bundle_for(None, part.id, part.correlation_id, now)
        return 1

    async def bundle_in_private(self, part: MessageId, correlation_id: str, now: datetime) -> int:
        """Bundle the message for each admin; return how many they are."""
        await self.outbox.lock_bundles()
        admins = await self.directory.list_admins(self.post.account_ids)
        for admin in admins:
            await self._bundle_for(admin.user_id, part, correlation_id, now)
        return len(admins)

    async def _bundle_for(
        self, admin_id: UserId | None, part: MessageId, correlation_id: str, now: datetime
    ) -> None:
        last = await self.outbox.get_last_bundle(admin_id)
        if last is not None and await self.outbox.join_bundle(last.id, part, MOST_IN_BUNDLE):
            return
        due_at = next_bundle_at(last, now)
        await self.outbox.open_bundle(admin_id, due_at, part, correlation_id)


def next_bundle_at(last: Bundle | None, now: datetime) -> datetime:
    """Return when the next bundle after `last` goes out."""
    return now if last is None else max(now, last.due_at + BUNDLE_EVERY)
