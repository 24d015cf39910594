import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.notifications.compose_notice import ComposeNotice
from domain.notifications.errors import DeliveryError, RecipientGoneError
from domain.notifications.model import (
    Audience,
    Channel,
    DueMessage,
    MessageKind,
    MessageState,
    OutboxMessage,
)
from domain.notifications.notice import Notice
from domain.notifications.ports import Directory, Notifier, Outbox, OutboxGateway
from domain.notifications.reminders import quiet_until
from domain.notifications.retry import MAX_ATTEMPTS, RetryAt, decide
from domain.notifications.sense import CHECKS
from domain.notifications.tell_admins import TellAdmins
from domain.shared.errors import StorageAwayError, TryAgainError
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork

LEASE = timedelta(seconds=60)
"""How long a message stays with whoever claimed it, should they die; a sending takes less."""

BATCH = 10

KINDS = (*CHECKS, MessageKind.ADMIN_NOTICES)

FOR_ONE_READER = (MessageKind.ADMIN_NOTICES, MessageKind.DIGEST)
"""What is written for one admin, or for their group; anything else to admins is bundled."""

PAUSES_S = (0.1, 0.2, 0.5, 1, 2, 4, 8, 16)
"""What was sent is marked as soon as the database is back, if that is within the lease."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed message, and what is to be sent for it."""

    due: DueMessage
    notice: Notice


class DeliverMessages:
    """Send what is due: claim, check that it makes sense, send, and only then mark.

    Any number of processes may do so at the same time. One that dies loses nothing: its messages
    are claimed anew when their lease ends. Nothing is doubled but what had been sent and was not
    marked yet.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        outbox: Outbox,
        gateway: OutboxGateway,
        directory: Directory,
        compose_notice: ComposeNotice,
        tell_admins: TellAdmins,
        clock: Clock,
    ) -> None:
        self._uow = uow
        self._outbox = outbox
        self._gateway = gateway
        self._directory = directory
        self._compose_notice = compose_notice
        self._tell_admins = tell_admins
        self._clock = clock
        self._marking = asyncio.Lock()  # the letters of a batch share the unit of work

    async def execute(self, channel: Channel, notifier: Notifier) -> int:
        """Deliver a batch; return how many messages were taken on, 0 where none is due.

        Raises:
            StorageAwayError, TryAgainError: the database could not be asked; nothing is lost.
            ExceptionGroup: defects; the messages that met them are tried again.
        """
        claimed, letters = await self._claim(channel)
        results = await asyncio.gather(
            *(self._deliver(letter, notifier) for letter in letters), return_exceptions=True
        )
        defects = [result for result in results if isinstance(result, Exception)]
        if defects:
            raise ExceptionGroup("some messages could not be delivered or marked", defects)
        return claimed

    async def _claim(self, channel: Channel) -> tuple[int, list[Letter]]:
        now = self._clock.now()
        async with self._uow:
            claimed = await self._gateway.claim(channel, KINDS, now, now + LEASE, BATCH)
            prepared = [await self._prepare(due, now) for due in claimed]
            await self._uow.commit()
        return len(claimed), [letter for letter in prepared if letter is not None]

    async def _prepare(self, due: DueMessage, now: datetime) -> Letter | None:
        """Return the letter to send, if there is one; otherwise the message is dealt with here."""
        if due.attempt > MAX_ATTEMPTS:  # whoever took it on died of it, again and again
            await self._give_up(due, now, "attempts ended without an answer")
            return None
        if later_at := quiet_until(due.message, now):
            await self._gateway.retry(due, later_at, "quiet hours", counts=False)
            return None
        if _is_for_all_admins(due.message):
            told = await self._tell_admins.bundle(due, now)
            state = MessageState.SENT if told else MessageState.DROPPED
            await self._gateway.finish(due, state, now, "" if told else "there is no admin")
            return None
        try:
            notice = await self._compose_notice.compose(due, now)
        except RecipientGoneError as gone:
            await self._give_up(due, now, gone.problem)
            return None
        if notice is None:
            await self._gateway.finish(due, MessageState.DROPPED, now, "makes no sense any more")
            return None
        return Letter(due, notice)

    async def _deliver(self, letter: Letter, notifier: Notifier) -> None:
        """Send a letter, and write down what became of it."""
        failure: DeliveryError | None = None
        try:
            await notifier.send(letter.notice)
        except DeliveryError as error:
            failure = error
        for pause_s in PAUSES_S:
            try:
                return await self._mark(letter, failure)
            except (StorageAwayError, TryAgainError):
                await asyncio.sleep(pause_s)
        return await self._mark(letter, failure)

    async def _mark(self, letter: Letter, failure: DeliveryError | None) -> None:
        due, now = letter.due, self._clock.now()
        async with self._marking, self._uow:
            if failure is None:
                await self._gateway.finish(due, MessageState.SENT, now)
            else:
                await self._take_failure(letter, failure, now)
            await self._uow.commit()

    async def _take_failure(self, letter: Letter, failure: DeliveryError, now: datetime) -> None:
        due, reader = letter.due, letter.notice.recipient
        if isinstance(failure, RecipientGoneError) and reader.user_id is not None:
            await self._directory.mark_unreachable(reader.user_id, now)
        decision = decide(failure, due.message.key, due.attempt, now)
        if isinstance(decision, RetryAt):
            await self._gateway.retry(due, decision.at, failure.problem, counts=decision.counts)
        else:
            await self._give_up(due, now, failure.problem)

    async def _give_up(self, due: DueMessage, now: datetime, problem: str) -> None:
        """Try no more; the admins are told whom to phone, each in private where a group is gone."""
        message = due.message
        await self._gateway.finish(due, MessageState.FAILED, now, problem)
        if message.kind is MessageKind.ADMIN_NOTICES and message.recipient_id is None:
            for part in due.parts:
                await self._tell_admins.bundle_in_private(part, due.correlation_id, now)
        if message.audience is Audience.ADMINS or message.recipient_id is None:
            return
        kind = MessageKind.DELIVERY_FAILED
        facts: dict[str, str | int] = {"user_id": message.recipient_id, "told": message.kind}
        await self._outbox.add(
            [
                OutboxMessage(
                    f"{kind}:{message.key}",
                    kind,
                    message.booking_id,
                    now,
                    location_id=message.location_id,
                    facts=facts,
                )
            ]
        )


def _is_for_all_admins(message: OutboxMessage) -> bool:
    return message.audience is Audience.ADMINS and message.kind not in FOR_ONE_READER
