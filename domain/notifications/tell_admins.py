from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.notifications.model import Bundle, DueMessage
from domain.notifications.notice import Recipient
from domain.notifications.ports import Directory, OutboxGateway
from domain.shared.ids import UserId

BUNDLE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class AdminPost:
    """Where the admins are told: in their group if they have one, else each in private."""

    telegram_ids: frozenset[int] = frozenset()
    group: Recipient | None = None


class TellAdmins:
    """Puts a message into the next bundle of each admin: at most one of theirs goes out a minute.

    The first of a quiet time goes at once; what comes within its minute waits for the end of it.
    """

    def __init__(self, outbox: OutboxGateway, directory: Directory, post: AdminPost) -> None:
        self._outbox = outbox
        self._directory = directory
        self._post = post

    async def get_recipient(self, admin_id: UserId | None) -> Recipient | None:
        """Return who reads a bundle: an admin, or the group."""
        if admin_id is None:
            return self._post.group
        return await self._directory.get_recipient(admin_id)

    async def bundle(self, part: DueMessage, now: datetime) -> int:
        """Bundle the message for everybody whom it concerns; return how many they are."""
        await self._outbox.lock_bundles()
        if self._post.group is not None:
            await self._bundle_for(None, part, now)
            return 1
        admins = await self._directory.list_admins(self._post.telegram_ids)
        for admin in admins:
            await self._bundle_for(admin.user_id, part, now)
        return len(admins)

    async def _bundle_for(self, admin_id: UserId | None, part: DueMessage, now: datetime) -> None:
        last = await self._outbox.get_last_bundle(admin_id)
        is_open = last is not None and last.due_at > now
        if last is not None and is_open and await self._outbox.join_bundle(last.id, part):
            return
        await self._outbox.open_bundle(admin_id, next_bundle_at(last, now), part)


def next_bundle_at(last: Bundle | None, now: datetime) -> datetime:
    """Return when the next bundle after `last` goes out."""
    return now if last is None else max(now, last.due_at + BUNDLE_EVERY)
