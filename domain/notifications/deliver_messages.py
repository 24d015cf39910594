import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.notifications.compose_notification import ComposeNotification
from domain.notifications.content import Notification
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
"""How long a message stays with whoever claimed it, should they die."""

SENDING = timedelta(seconds=25)
"""A sending takes less. Who has less left of a lease does not begin: somebody else will soon."""

BATCH = 10
MOST_OF_ONE = 2
"""So many of a batch go to one recipient; a chat takes no more at once."""

DELIVERED = (*KINDS, MessageKind.ADMIN_BUNDLE)

FOR_ONE_READER = (MessageKind.ADMIN_BUNDLE, MessageKind.DIGEST)
"""What is written for one admin, or for their group; anything else to admins is bundled."""

PAUSES_S = (0.1, 0.2, 0.5, 1, 2, 4, 8, 16)
"""What was sent is marked as soon as the database is back, if that is within the lease."""


@dataclass(frozen=True, slots=True)
class DeliverMessages:
    """Send what is due: claim, check that it is relevant, send, and only then mark.

    Any number of processes may do so at the same time. One that dies loses nothing: its messages
    are claimed anew when their lease ends. Nothing is doubled but what had been sent and was not
    marked yet.
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
        """Deliver a batch; return how many messages were taken on, 0 where none is due.

        Raises:
            StorageUnavailableError, RetryableError: there is no database now; nothing is lost.
            ExceptionGroup: defects; each message that met one is tried again, and no other.
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
        """Send a message, unless it is dealt with otherwise, and write down what became of it."""
        async with self.turn, self.uow:
            notification = await self._prepare(due, self.clock.now())
            await self.uow.commit()
        if notification is None or self.clock.now() > lease_until - SENDING:
            return
        failure: DeliveryError | None = None
        try:
            await notifier.send(notification)
        except DeliveryError as error:
            failure = error
        await self._mark_patiently(due, notification, failure)

    async def _prepare(self, due: DueMessage, now: datetime) -> Notification | None:
        """Return what is to be sent, if there is anything; otherwise that is the end of it."""
        if due.attempt > MAX_ATTEMPTS:  # whoever took it on died of it, again and again
            await self.record_delivery.given_up(due, now, "attempts ended without an answer")
            return None
        if later_at := quiet_until(due.message, now):
            await self.record_delivery.put_off(due, later_at, "quiet hours")
            return None
        if _is_for_all_admins(due.message):
            await self._bundle(due, now)
            return None
        try:
            notification = await self.compose_notification.compose(due, now)
        except RecipientGoneError as gone:
            await self.record_delivery.given_up(due, now, gone.problem)
            return None
        if notification is None:
            await self.record_delivery.dropped(due, now, "makes no sense any more")
        return notification

    async def _bundle(self, due: DueMessage, now: datetime) -> None:
        """Leave it to the bundles of the admins, which are messages of their own."""
        if await self.notify_admins.bundle(due, now):
            await self.record_delivery.sent(due, now)
        else:
            await self.record_delivery.dropped(due, now, "there is no admin")

    async def _mark_patiently(
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
