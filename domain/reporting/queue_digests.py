from dataclasses import dataclass
from datetime import date, datetime

from domain.outbox.message import Audience, Facts, MessageKind, OutboxMessage
from domain.outbox.ports import Outbox
from domain.outbox.recipient import Recipient
from domain.reporting.due import DigestKind, DigestPlan, due_day
from domain.reporting.ports import DigestGateway
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.notify_admins import NotifyAdmins


@dataclass(frozen=True, slots=True)
class DigestFacts(Facts):
    """The day on which a digest is due, and its kind; the message holds the location."""

    day: date
    kind: DigestKind


@dataclass(frozen=True, slots=True)
class QueueDigests:
    """Queue the digests that are due: each once, even with several processes."""

    uow: UnitOfWork
    digests: DigestGateway
    notify_admins: NotifyAdmins
    outbox: Outbox
    clock: Clock

    async def execute(self) -> int:
        """Add a message for each admin, or one for their group; return the number of digests."""
        now, queued = self.clock.now(), 0
        async with self.uow:
            for plan in await self.digests.list_plans():
                if plan.last_digest_on is None:  # a new location gets its first the next day
                    await self.digests.claim(plan.location_id, plan.today(now))
                    continue
                day = due_day(plan, now)
                if day is None or not await self.digests.claim(plan.location_id, day):
                    continue
                kinds, readers = plan.kinds_on(day), await self.notify_admins.get_readers()
                messages = [_message(plan, day, k, r, now) for r in readers for k in kinds]
                await self.outbox.add(messages)
                queued += len(kinds)
            await self.uow.commit()
        return queued


def _message(
    plan: DigestPlan, day: date, kind: DigestKind, reader: Recipient, now: datetime
) -> OutboxMessage:
    """Return the queued message; the figures are read when it is sent."""
    return OutboxMessage(
        f"digest:{kind}:{plan.location_id}:{day.isoformat()}:{reader.user_id or 'group'}",
        MessageKind.DIGEST,
        None,
        now,
        audience=Audience.ADMINS,
        recipient_id=reader.user_id,
        location_id=plan.location_id,
        facts=DigestFacts(day, kind),
    )
