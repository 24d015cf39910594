"""What the worker processes do: each job is one call of the domain."""

from dishka import AsyncContainer

from domain.notifications.deliver_messages import DeliverMessages
from domain.notifications.model import Channel
from domain.notifications.ports import Notifier
from workers.job import Job

OUTBOX_DELIVER = "outbox_deliver"


def deliver_job(channel: Channel, notifier: Notifier, *, hands: int = 1) -> Job:
    """Return the job that delivers the messages of a channel."""

    async def deliver(scope: AsyncContainer) -> int:
        service = await scope.get(DeliverMessages)
        return await service.execute(channel, notifier)

    return Job(OUTBOX_DELIVER, 2, deliver, hands)


def worker_jobs(notifier: Notifier) -> tuple[Job, ...]:
    """Return what a worker does."""
    return (deliver_job(Channel.MESSAGE, notifier, hands=2),)
