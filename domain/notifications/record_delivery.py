from dataclasses import dataclass
from datetime import datetime

from domain.notifications.content.messages import delivery_failed
from domain.notifications.retry import RetryAt, decide
from domain.outbox.directory import Directory
from domain.outbox.errors import DeliveryError, RecipientGoneError
from domain.outbox.message import Audience, DueMessage, MessageKind, MessageState, OutboxMessage
from domain.outbox.ports import Outbox, OutboxGateway
from domain.outbox.recipient import Recipient
from domain.staff.notify_admins import NotifyAdmins


@dataclass(frozen=True, slots=True)
class RecordDelivery:
    """Records the outcome of a message; runs inside the transaction of a delivery."""

    outbox: Outbox
    gateway: OutboxGateway
    directory: Directory
    notify_admins: NotifyAdmins

    async def sent(self, due: DueMessage, now: datetime) -> None:
        """Record that the message has arrived."""
        await self.gateway.finish(due, MessageState.SENT, now)

    async def dropped(self, due: DueMessage, now: datetime, reason: str) -> None:
        """Record that there is nothing to send, or no recipient."""
        await self.gateway.finish(due, MessageState.DROPPED, now, reason)

    async def postponed(self, due: DueMessage, until: datetime, reason: str) -> None:
        """Let the message wait until then; this does not count as a failure."""
        await self.gateway.retry(due, until, reason, counts=False)

    async def failed(
        self, due: DueMessage, reader: Recipient, failure: DeliveryError, now: datetime
    ) -> None:
        """Retry a message that did not arrive, or abandon it."""
        if isinstance(failure, RecipientGoneError) and reader.user_id is not None:
            await self.directory.mark_unreachable(reader.user_id, now)
        decision = decide(failure, due.message.key, due.attempt, now)
        if isinstance(decision, RetryAt):
            await self.gateway.retry(due, decision.at, failure.problem, counts=decision.counts)
        else:
            await self.abandoned(due, now, failure.problem)

    async def abandoned(self, due: DueMessage, now: datetime, problem: str) -> None:
        """Stop retrying; ask the admins to phone the recipient.

        A message that failed in the admins' group is sent to each of them in private. New messages
        refer to the visit, so they are written first: every change of a visit locks the visit
        before its messages.
        """
        message = due.message
        if message.kind is MessageKind.ADMIN_BUNDLE and message.recipient_id is None:
            for part in due.parts:
                await self.notify_admins.bundle_in_private(part, due.correlation_id, now)
        if message.kind is MessageKind.DIGEST and message.recipient_id is None:
            await self.outbox.add(await self.notify_admins.in_private(message))
        if message.recipient_id is not None and _needs_call(message):
            await self.outbox.add([delivery_failed(message, message.recipient_id, now)])
        await self.gateway.finish(due, MessageState.FAILED, now, problem)


def _needs_call(message: OutboxMessage) -> bool:
    """Return whether a client or a master should be called instead of the message.

    A card refresh carries no information, and is queued for clients without a chat, too.
    """
    return message.audience is not Audience.ADMINS and message.kind is not MessageKind.CARD_REFRESH
