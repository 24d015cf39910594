from dataclasses import dataclass
from datetime import datetime

from domain.notifications.messages import delivery_failed
from domain.notifications.retry import RetryAt, decide
from domain.outbox.directory import Directory
from domain.outbox.errors import DeliveryError, RecipientGoneError
from domain.outbox.message import Audience, DueMessage, MessageKind, MessageState, OutboxMessage
from domain.outbox.ports import Outbox, OutboxGateway
from domain.outbox.recipient import Recipient
from domain.staff.notify_admins import NotifyAdmins


@dataclass(frozen=True, slots=True)
class RecordDelivery:
    """Writes down what became of a message; runs inside the transaction of a delivery."""

    outbox: Outbox
    gateway: OutboxGateway
    directory: Directory
    notify_admins: NotifyAdmins

    async def sent(self, due: DueMessage, now: datetime) -> None:
        """It has arrived."""
        await self.gateway.finish(due, MessageState.SENT, now)

    async def dropped(self, due: DueMessage, now: datetime, reason: str) -> None:
        """There is nothing to be sent, or nobody to send it to."""
        await self.gateway.finish(due, MessageState.DROPPED, now, reason)

    async def put_off(self, due: DueMessage, until: datetime, reason: str) -> None:
        """It has to wait; nobody failed."""
        await self.gateway.retry(due, until, reason, counts=False)

    async def failed(
        self, due: DueMessage, reader: Recipient, failure: DeliveryError, now: datetime
    ) -> None:
        """It did not arrive: it is tried again, or given up."""
        if isinstance(failure, RecipientGoneError) and reader.user_id is not None:
            await self.directory.mark_unreachable(reader.user_id, now)
        decision = decide(failure, due.message.key, due.attempt, now)
        if isinstance(decision, RetryAt):
            await self.gateway.retry(due, decision.at, failure.problem, counts=decision.counts)
        else:
            await self.given_up(due, now, failure.problem)

    async def given_up(self, due: DueMessage, now: datetime, problem: str) -> None:
        """It is not tried again; the admins are told whom to phone.

        What could not be told in the admins' group is told to each of them in private. What is
        written refers to the visit, so it comes first: whoever changes a visit has that locked
        before its messages.
        """
        message = due.message
        if message.kind is MessageKind.ADMIN_BUNDLE and message.recipient_id is None:
            for part in due.parts:
                await self.notify_admins.bundle_in_private(part, due.correlation_id, now)
        if message.kind is MessageKind.DIGEST and message.recipient_id is None:
            await self.outbox.add(await self.notify_admins.in_private(message))
        if message.recipient_id is not None and _is_missed(message):
            await self.outbox.add([delivery_failed(message, message.recipient_id, now)])
        await self.gateway.finish(due, MessageState.FAILED, now, problem)


def _is_missed(message: OutboxMessage) -> bool:
    """Return whether somebody other than an admin should be called for want of the message.

    A card that is shown afresh tells nothing, and is of clients without a chat, too.
    """
    return message.audience is not Audience.ADMINS and message.kind is not MessageKind.CARD_REFRESH
