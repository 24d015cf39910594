from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.correspondence.find_readers import FindReaders
from domain.correspondence.read_message import ReadMessage
from domain.notifications.notification import News, Notification
from domain.notifications.relevance import is_still_relevant
from domain.outbox.directory import Directory
from domain.outbox.errors import RecipientGoneError
from domain.outbox.message import Audience, DueMessage, MessageKind, OutboxMessage
from domain.outbox.ports import OutboxGateway
from domain.outbox.recipient import Contact, Recipient
from domain.proposals.find_absent import FindAbsent
from domain.reporting.compose_digest import ComposeDigest
from domain.reporting.due import DigestKind
from domain.schedule.ports import LocationProfileCache
from domain.shared.first_name import first_name_of
from domain.shared.ids import UserId
from domain.staff.notify_admins import NotifyAdmins
from domain.visit.model import Visit
from domain.visit.policies import Locks, locks_of
from domain.visit.ports import VisitGateway
from domain.visit.staff_ports import StaffGateway

CHANGEABLE = (MessageKind.REMINDER, MessageKind.BOOKING_MADE, MessageKind.BOOKING_MOVED)
"""What a client is told of a visit, to move or cancel it from there."""

QUESTIONS = (MessageKind.OUTCOME_ASKED, MessageKind.OUTCOMES_ASKED)


@dataclass(frozen=True, slots=True)
class ComposeNotification:
    """Reads what a due message is about, as it stands now."""

    outbox: OutboxGateway
    visits: VisitGateway
    staff_gateway: StaffGateway
    directory: Directory
    notify_admins: NotifyAdmins
    compose_digest: ComposeDigest
    profiles: LocationProfileCache
    read_message: ReadMessage
    find_readers: FindReaders
    find_absent: FindAbsent

    async def compose(self, due: DueMessage, now: datetime) -> Notification | None:
        """Return what is to be sent, `None` where it makes no sense any more.

        Raises:
            RecipientGoneError: who it is for cannot be written to.
        """
        told = await self._told(due, now)
        if not told:
            return None
        recipient = await self._get_recipient(due.message)
        if due.message.kind is MessageKind.DIGEST:
            return await self._compose_own_digest(due, recipient, now)
        news = [await self._news(message, visit, recipient, now) for message, visit in told]
        if due.message.kind is MessageKind.VISIT_MESSAGE:
            news = await self._with_words(due.message, news)
        return (
            Notification(recipient, due.message.audience, tuple(news), due.correlation_id)
            if news
            else None
        )

    async def _with_words(self, message: OutboxMessage, news: Sequence[News]) -> list[News]:
        """Return the news with what was written, nothing where that was erased."""
        found = [
            (one, await self.read_message.execute(message, one.visit))
            for one in news
            if one.visit is not None
        ]
        return [replace(one, said=said) for one, said in found if said is not None]

    async def _compose_own_digest(
        self, due: DueMessage, recipient: Recipient, now: datetime
    ) -> Notification | None:
        message = due.message
        if message.location_id is None:
            return None
        day, kind = (str(message.facts[name]) for name in ("day", "kind"))
        digest = await self.compose_digest.execute(
            message.location_id, DigestKind(kind), date.fromisoformat(day), now
        )
        if digest is None:
            return None
        news = News(message.kind, facts=message.facts, digest=digest)
        return Notification(recipient, message.audience, (news,), due.correlation_id)

    async def _told(
        self, due: DueMessage, now: datetime
    ) -> Sequence[tuple[OutboxMessage, Visit | None]]:
        """Return what still makes sense, of a bundle or of one message."""
        is_bundle = due.message.kind is MessageKind.ADMIN_NOTICES
        parts = await self.outbox.get_messages(due.parts) if is_bundle else (due.message,)
        pairs = [(part, await self._get_visit(part)) for part in parts]
        return [
            (part, visit)
            for part, visit in pairs
            if is_still_relevant(part, visit, now)
            and await self._is_theirs(part, visit)
            and await self._is_served(part, visit)
        ]

    async def _is_theirs(self, message: OutboxMessage, visit: Visit | None) -> bool:
        """Tell whether who is asked of a visit still deals with it; others are asked instead."""
        asked = message.recipient_id if message.kind in QUESTIONS else None
        if asked is None or visit is None:
            return True
        return await self.find_readers.may_read(asked, visit)

    async def _is_served(self, message: OutboxMessage, visit: Visit | None) -> bool:
        """Tell whether a client who is reminded will find the masters there."""
        if message.kind is not MessageKind.REMINDER or visit is None:
            return True
        return not await self.find_absent.execute(visit)

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

    async def _news(
        self, message: OutboxMessage, visit: Visit | None, recipient: Recipient, now: datetime
    ) -> News:
        contact = None
        if message.audience is not Audience.CLIENT:
            contact = await self._get_contact(message, visit)
        if contact is not None and recipient.is_group:
            contact = replace(contact, phone=None)
        if contact is not None and message.audience is Audience.MASTER:
            contact = Contact(first_name_of(contact.name), phone=None)
        news = News(message.kind, visit, contact, message.facts)
        if message.audience is not Audience.CLIENT or visit is None:
            return news
        if message.kind in CHANGEABLE:
            return replace(news, locks=await self._get_locks(visit, now))
        if message.kind is MessageKind.BOOKING_CANCELLED:
            (*_, last) = await self.staff_gateway.get_history(visit.id)
            return replace(news, reason=last.reason)
        return news

    async def _get_locks(self, visit: Visit, now: datetime) -> Locks:
        """Return what it is too late for."""
        profile = await self.profiles.get_profile(visit.location.id)
        return locks_of(visit, now, profile.policies if profile else None)

    async def _get_contact(self, message: OutboxMessage, visit: Visit | None) -> Contact | None:
        """Return whom the news are about: the fact `user_id`, else the visit's client."""
        user_id = message.facts.get("user_id", visit.client_id if visit else None)
        return None if user_id is None else await self.directory.get_contact(UserId(int(user_id)))
