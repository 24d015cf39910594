import asyncio
import logging
from collections.abc import Collection, Iterable
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from dishka import AsyncContainer

from workers.job import Job, Runner

log = structlog.get_logger(__name__)

FINISH_TIMEOUT_S = 8.0
"""How long calls in progress may continue after the process was asked to stop."""


class Scheduler:
    """Runs jobs at their intervals, and at once when they are woken."""

    def __init__(self, jobs: Iterable[Job], container: AsyncContainer) -> None:
        self._runners = {job.name: Runner(job, container) for job in jobs}
        self._triggers = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._is_stopped = False
        # It logs every run, and warns about skipped overlapping runs, which are expected here.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)

    def start(self) -> None:
        """Start, with an immediate run of each job."""
        for name, runner in self._runners.items():
            self._triggers.add_job(runner.run, "interval", seconds=runner.job.every_s, id=name)
        self._triggers.start()
        self.wake_all()

    def wake_all(self) -> None:
        """Run every job now."""
        for name in self._runners:
            self.wake(name)

    def wake(self, name: str) -> None:
        """Run a job now; one that is running looks once more."""
        if self._is_stopped:
            return
        runner = self._runners[name]
        if runner.under_way is not None:
            runner.look_again()
        else:
            self._triggers.add_job(runner.run, id=f"{name} now", replace_existing=True)

    async def stop(self) -> None:
        """Start no more runs, and wait with a limit for current ones; further calls do nothing."""
        if self._is_stopped:
            return
        self._is_stopped = True
        self._triggers.pause()
        for runner in self._runners.values():
            runner.stop()
        under_way = [runner.under_way for runner in self._runners.values() if runner.under_way]
        if under_way:
            await self._finish(under_way)
        self._triggers.shutdown()

    async def _finish(self, under_way: Collection[asyncio.Task[None]]) -> None:
        _, left = await asyncio.wait(under_way, timeout=FINISH_TIMEOUT_S)
        if left:
            log.warning("jobs_abandoned", count=len(left))
            for task in left:
                task.cancel()
            await asyncio.wait(left)
