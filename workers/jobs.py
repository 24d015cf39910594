"""The jobs of the worker processes: each is one call of the domain."""

from typing import Protocol

from dishka import AsyncContainer

from domain.booking.release_holds import ReleaseHolds
from domain.checkout.reconcile_payments import ReconcilePayments
from domain.checkout.send_refunds import SendRefunds
from domain.checkout.settle_charges import SettleCharges
from domain.delays.recalculate_delays import RecalculateDelays
from domain.notifications.deliver_messages import DeliverMessages
from domain.notifications.ports import Notifier
from domain.outbox.message import Channel
from domain.outcomes.ask_outcomes import AskOutcomes
from domain.proposals.expire_proposals import ExpireProposals
from domain.proposals.offer_new_times import OfferNewTimes
from domain.reporting.queue_digests import QueueDigests
from workers.job import Job

OUTBOX_DELIVER = "outbox_deliver"

HANDS = 4
"""Batches that a process delivers at once: delivery mostly waits for answers."""


class Service(Protocol):
    """A service that does a bounded part of the open work and returns how much it did."""

    async def execute(self) -> int:
        """Do one part of the work; return 0 if there was none."""
        ...


def worker_jobs(notifier: Notifier) -> tuple[Job, ...]:
    """Return the jobs of a worker."""
    return (
        deliver_job(Channel.MESSAGE, notifier, hands=HANDS),
        job_of("hold_cleanup", 5, ReleaseHolds),
        job_of("proposal_lapse", 60, ExpireProposals),
        job_of("outcome_ask", 300, AskOutcomes),
        job_of("offer_new_times", 10, OfferNewTimes),
        job_of("rework_delays", 15, RecalculateDelays),
        settle_job(),
        job_of("return_money", 30, SendRefunds),
        Job("payment_reconcile", 300, _reconcile),
        job_of("digest_admin", 60, QueueDigests),
    )


def deliver_job(channel: Channel, notifier: Notifier, *, hands: int = 1) -> Job:
    """Return the job that delivers the messages of a channel."""

    async def deliver(scope: AsyncContainer) -> int:
        service = await scope.get(DeliverMessages)
        return await service.execute(channel, notifier)

    return Job(OUTBOX_DELIVER, 2, deliver, hands)


def settle_job() -> Job:
    """Return the job that settles charges left unsettled."""
    return job_of("settle_charges", 10, SettleCharges)


def job_of(name: str, every_s: float, service: type[Service]) -> Job:
    """Return the job that calls a service."""

    async def call(scope: AsyncContainer) -> int:
        return await (await scope.get(service)).execute()

    return Job(name, every_s, call)


async def _reconcile(scope: AsyncContainer) -> int:
    """Reconcile once and return 0: one call reads everything new."""
    await (await scope.get(ReconcilePayments)).execute()
    return 0
