from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.clients.messages import JoinedFacts
from domain.notifications.content.content_reader import ContentReader
from domain.notifications.content.contents import Notification
from domain.notifications.content.kind import Situation
from domain.notifications.content.messages import FailureFacts
from domain.notifications.kinds import KINDS
from domain.outbox.directory import Directory
from domain.outbox.errors import RecipientGoneError
from domain.outbox.message import Audience, DueMessage, MessageKind, OutboxMessage
from domain.outbox.ports import OutboxGateway
from domain.outbox.recipient import Contact, Recipient
from domain.shared.first_name import first_name_of
from domain.shared.ids import UserId
from domain.staff.notify_admins import NotifyAdmins
from domain.visit.model import Visit
from domain.visit.ports import VisitGateway


@dataclass(frozen=True, slots=True)
class ComposeNotification:
    """Reads the current content of a due message."""

    outbox: OutboxGateway
    visits: VisitGateway
    directory: Directory
    notify_admins: NotifyAdmins
    content_reader: ContentReader

    async def compose(self, due: DueMessage, now: datetime) -> Notification | None:
        """Return the notification to send, `None` if it is no longer relevant.

        Raises:
            RecipientGoneError: the recipient cannot receive messages.
            TypeError: the facts of the message do not belong to its kind.
        """
        relevant = await self._get_relevant(due, now)
        if not relevant:
            return None
        recipient = await self._get_recipient(due.message)
        found = []
        for situation in relevant:
            contact = await self._get_contact(situation, recipient)
            kind = KINDS[situation.message.kind]
            found.append(await kind.compose(situation, contact, self.content_reader))
        contents = tuple(content for content in found if content is not None)
        if not contents:
            return None
        return Notification(recipient, due.message.audience, contents, due.correlation_id)

    async def _get_relevant(self, due: DueMessage, now: datetime) -> Sequence[Situation]:
        """Return what is still relevant of a bundle or of one message."""
        is_bundle = due.message.kind is MessageKind.ADMIN_BUNDLE
        parts = await self.outbox.get_messages(due.parts) if is_bundle else (due.message,)
        situations = [Situation(part, await self._get_visit(part), now) for part in parts]
        return [
            situation
            for situation in situations
            if (kind := KINDS[situation.message.kind]).is_still_relevant(situation)
            and await kind.is_wanted(situation, self.content_reader)
        ]

    async def _get_visit(self, message: OutboxMessage) -> Visit | None:
        if message.booking_id is None:
            return None
        return await self.visits.get_visit(message.booking_id)

    async def _get_recipient(self, message: OutboxMessage) -> Recipient:
        recipient: Recipient | None = None
        if message.audience is Audience.ADMINS:
            recipient = await self.notify_admins.get_recipient(message.recipient_id)
        elif message.recipient_id is not None:
            recipient = await self.directory.get_recipient(message.recipient_id)
        if recipient is None:
            raise RecipientGoneError("no chat")
        return recipient

    async def _get_contact(self, situation: Situation, recipient: Recipient) -> Contact | None:
        """Return the contact that the message is about, without what its reader may not see."""
        audience, user_id = situation.message.audience, _subject_of(situation)
        if audience is Audience.CLIENT or user_id is None:
            return None
        contact = await self.directory.get_contact(user_id)
        if contact is None:
            return None
        if audience is Audience.MASTER:
            return Contact(first_name_of(contact.name), phone=None)
        return replace(contact, phone=None) if recipient.is_group else contact


def _subject_of(situation: Situation) -> UserId | None:
    """Return the user whom the message names, else the client of the visit."""
    facts, visit = situation.message.facts, situation.visit
    if isinstance(facts, FailureFacts | JoinedFacts) and facts.user_id is not None:
        return facts.user_id
    return visit.client_id if visit else None
