import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.notifications.compose_notification import ComposeNotification
from domain.notifications.content.contents import Notification
from domain.notifications.kinds import KINDS
from domain.notifications.ports import Notifier
from domain.notifications.record_delivery import RecordDelivery
from domain.notifications.retry import MAX_ATTEMPTS
from domain.outbox.errors import DeliveryError, RecipientGoneError
from domain.outbox.message import Audience, Channel, DueMessage, MessageKind, OutboxMessage
from domain.outbox.ports import OutboxGateway
from domain.reminders.plan import quiet_until
from domain.shared.errors import RetryableError, StorageUnavailableError
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.notify_admins import NotifyAdmins

LEASE = timedelta(seconds=60)
"""How long a message stays claimed if the process that claimed it dies."""

MAX_SEND_TIME = timedelta(seconds=25)
"""Sending takes less. With less of the lease left, the message waits for the next claim."""

BATCH = 10
MOST_OF_ONE = 2
"""At most this many of a batch go to one recipient; a chat accepts no more at once."""

DELIVERED = (*KINDS, MessageKind.ADMIN_BUNDLE)

FOR_ONE_READER = (MessageKind.ADMIN_BUNDLE, MessageKind.DIGEST)
"""Messages for one admin or for the admins' group; all others to admins are bundled."""

PAUSES_S = (0.1, 0.2, 0.5, 1, 2, 4, 8, 16)
"""A sent message is marked as soon as the database is back, if that is within the lease."""


@dataclass(frozen=True, slots=True)
class DeliverMessages:
    """Send due messages: claim, check relevance, send, and only then mark.

    Any number of processes may do so at the same time. If one dies, nothing is lost: its messages
    are claimed again when their lease ends. Only a message that was sent but not yet marked is
    sent twice.
    """

    uow: UnitOfWork
    gateway: OutboxGateway
    compose_notification: ComposeNotification
    notify_admins: NotifyAdmins
    record_delivery: RecordDelivery
    clock: Clock
    turn: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    """The messages of a batch share the unit of work."""

    async def execute(self, channel: Channel, notifier: Notifier) -> int:
        """Deliver a batch; return how many messages were claimed, 0 if none is due.

        Raises:
            StorageUnavailableError, RetryableError: the database is away; nothing is lost.
            ExceptionGroup: defects; only the messages that failed with one are tried again.
        """
        now = self.clock.now()
        lease_until = now + LEASE
        async with self.uow:
            claimed = await self.gateway.claim(
                channel, DELIVERED, now, lease_until, BATCH, MOST_OF_ONE
            )
            await self.uow.commit()
        results = await asyncio.gather(
            *(self._deliver(due, notifier, lease_until) for due in claimed), return_exceptions=True
        )
        errors = [result for result in results if isinstance(result, Exception)]
        defects = [e for e in errors if not isinstance(e, StorageUnavailableError | RetryableError)]
        if defects:
            raise ExceptionGroup("some messages could not be delivered or marked", defects)
        if errors:
            raise errors[0]
        return len(claimed)

    async def _deliver(self, due: DueMessage, notifier: Notifier, lease_until: datetime) -> None:
        """Send a message, unless it needs no sending, and record the outcome."""
        async with self.turn, self.uow:
            notification = await self._prepare(due, self.clock.now())
            await self.uow.commit()
        if notification is None or self.clock.now() > lease_until - MAX_SEND_TIME:
            return
        failure: DeliveryError | None = None
        try:
            await notifier.send(notification)
        except DeliveryError as error:
            failure = error
        await self._mark_with_retries(due, notification, failure)

    async def _prepare(self, due: DueMessage, now: datetime) -> Notification | None:
        """Return the notification to send; `None` if the message was recorded without sending."""
        if due.attempt > MAX_ATTEMPTS:  # each process that claimed it died
            await self.record_delivery.abandoned(due, now, "attempts ended without an answer")
            return None
        if later_at := quiet_until(due.message, now):
            await self.record_delivery.postponed(due, later_at, "quiet hours")
            return None
        if _is_for_all_admins(due.message):
            await self._bundle(due, now)
            return None
        try:
            notification = await self.compose_notification.compose(due, now)
        except RecipientGoneError as gone:
            await self.record_delivery.abandoned(due, now, gone.problem)
            return None
        if notification is None:
            await self.record_delivery.dropped(due, now, "makes no sense any more")
        return notification

    async def _bundle(self, due: DueMessage, now: datetime) -> None:
        """Add the message to the bundles of the admins, which are separate messages."""
        if await self.notify_admins.bundle(due, now):
            await self.record_delivery.sent(due, now)
        else:
            await self.record_delivery.dropped(due, now, "there is no admin")

    async def _mark_with_retries(
        self, due: DueMessage, notification: Notification, failure: DeliveryError | None
    ) -> None:
        for pause_s in PAUSES_S:
            try:
                return await self._mark(due, notification, failure)
            except (StorageUnavailableError, RetryableError):
                await asyncio.sleep(pause_s)
        return await self._mark(due, notification, failure)

    async def _mark(
        self, due: DueMessage, notification: Notification, failure: DeliveryError | None
    ) -> None:
        now = self.clock.now()
        async with self.turn, self.uow:
            if failure is None:
                await self.record_delivery.sent(due, now)
            else:
                await self.record_delivery.failed(due, notification.recipient, failure, now)
            await self.uow.commit()


def _is_for_all_admins(message: OutboxMessage) -> bool:
    return message.audience is Audience.ADMINS and message.kind not in FOR_ONE_READER
