"""Deliveries over a real database, to people who only remember what they were told."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from domain.notifications.content.contents import DigestContent, Notification, WrittenContent
from domain.notifications.content.messages import FailureFacts
from domain.notifications.deliver_messages import (
    BATCH,
    DELIVERED,
    LEASE,
    MOST_OF_ONE,
    DeliverMessages,
)
from domain.outbox.admin_post import AdminChannel
from domain.outbox.errors import DeliveryError
from domain.outbox.message import Audience, Channel, MessageKind, OutboxMessage
from domain.outbox.recipient import Recipient
from domain.reporting.digest import Digest
from domain.shared.destination import Chat, Destination
from domain.shared.ids import BookingId, UserId
from domain.visit.correspondence import WrittenText
from infra.db.tables import outbox_messages
from tests.support.database import NOW, DatabaseFactory
from tests.support.services import Services

GROUP = Recipient(Chat(-100), "de")
IN_GROUP = AdminChannel(group_chat_id=-100, group_language=GROUP.language)
FAILURE = FailureFacts(MessageKind.REMINDER)


class FakeNotifier:
    """Remembers what was sent; fails as it is told to, first come first served."""

    def __init__(self) -> None:
        self.sent: list[Notification] = []
        self.failures: list[DeliveryError] = []

    async def send(self, notification: Notification) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(notification)


class DeliveryFixture:
    """A worker's deliveries, on the database's clock."""

    def __init__(self, database: DatabaseFactory, post: AdminChannel | None = None) -> None:
        self.database = database
        self.post = post or AdminChannel()
        self.notifier = FakeNotifier()

    def service(self) -> DeliverMessages:
        """Return the service as one more process has it."""
        services = Services(self.database.engine, self.database.clock, channel=self.post)
        return services.get(DeliverMessages)

    async def die_after_claim(self) -> None:
        """Take on what is due, as a worker that dies then."""
        services, now = self.database.services(), self.database.clock.now()
        async with services.uow:
            await services.deliveries.claim(
                Channel.MESSAGE, DELIVERED, now, now + LEASE, BATCH, MOST_OF_ONE
            )
            await services.uow.commit()

    async def deliver(self, channel: Channel = Channel.MESSAGE) -> list[Notification]:
        """Deliver until nothing is due; return what was sent."""
        before = len(self.notifier.sent)
        while await self.service().execute(channel, self.notifier):
            pass
        return self.notifier.sent[before:]

    async def write(self, *messages: OutboxMessage) -> None:
        """Write messages, as a change does."""
        services = self.database.services()
        async with services.uow:
            await services.outbox.add(messages)
            await services.uow.commit()

    async def state_of(self, key: str) -> tuple[str, str]:
        """Return what became of a message, and why."""
        found = outbox_messages.c
        (row,) = await self.database.rows(
            select(found.state, found.problem).where(found.key == key)
        )
        return row.state, row.problem

    async def keys(self, kind: MessageKind) -> list[str]:
        """Return the keys of all messages of a kind."""
        found = outbox_messages.c
        rows = await self.database.rows(select(found.key).where(found.kind == kind))
        return sorted(row.key for row in rows)


def to_client(
    user_id: UserId,
    key: str = "a",
    *,
    kind: MessageKind = MessageKind.BOOKING_MADE,
    booking_id: BookingId | None = None,
    **fields: Any,
) -> OutboxMessage:
    if kind is MessageKind.DELIVERY_FAILED:
        fields.setdefault("facts", FAILURE)
    return OutboxMessage(
        key, kind, booking_id, NOW, audience=Audience.CLIENT, recipient_id=user_id, **fields
    )


def to_admins(key: str, **fields: Any) -> OutboxMessage:
    fields.setdefault("facts", FAILURE)
    return OutboxMessage(key, MessageKind.DELIVERY_FAILED, None, NOW, **fields)


def told(notices: Sequence[Notification]) -> Iterator[tuple[Destination, tuple[str, ...]]]:
    """Yield to which chat which kinds of messages went."""
    for notification in notices:
        yield (
            notification.recipient.destination,
            tuple(content.kind for content in notification.contents),
        )


def words_of_message(notification: Notification) -> WrittenText:
    """Return what was written, of a notification of that."""
    (content,) = notification.contents
    assert isinstance(content, WrittenContent)
    return content.said


def digest_of(notification: Notification) -> Digest:
    """Return the figures, of a notification of those."""
    (content,) = notification.contents
    assert isinstance(content, DigestContent)
    return content.digest
