import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import uuid4

import structlog
from dishka import AsyncContainer
from structlog.contextvars import bind_contextvars

from domain.shared.errors import RetryableError, StorageUnavailableError

log = structlog.get_logger(__name__)

CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Job:
    """One call of the domain, repeated every `every_s` seconds.

    The call returns how much it did; it is repeated at once until it returns 0. `hands` calls run
    concurrently, which helps if the call mostly waits.
    """

    name: str
    every_s: float
    call: Callable[[AsyncContainer], Awaitable[int]]
    hands: int = 1


class Runner:
    """Runs a job, one run at a time."""

    def __init__(self, job: Job, container: AsyncContainer) -> None:
        self.job = job
        self.under_way: asyncio.Task[None] | None = None
        self._container = container
        self._is_wanted = False
        self._is_stopping = False

    async def run(self) -> None:
        """Do everything that is due now.

        Raises:
            ExceptionGroup: unexpected errors; the next run tries again.
        """
        self._is_wanted = True
        if self.under_way is not None:
            return  # the current run looks once more
        self.under_way = asyncio.current_task()
        bind_contextvars(job=self.job.name, correlation_id=uuid4().hex[:CODE_LENGTH])
        try:
            while self._is_wanted and not self._is_stopping:
                self._is_wanted = False
                await self._run_all_hands()
        finally:
            self.under_way = None

    def look_again(self) -> None:
        """Let the current run look once more before it ends."""
        self._is_wanted = True

    def stop(self) -> None:
        """Start no more calls; the current ones continue."""
        self._is_stopping = True

    async def _run_all_hands(self) -> None:
        hands = (self._work() for _ in range(self.job.hands))
        results = await asyncio.gather(*hands, return_exceptions=True)
        defects = [result for result in results if isinstance(result, Exception)]
        if defects:
            raise ExceptionGroup(self.job.name, defects)

    async def _work(self) -> None:
        try:
            while not self._is_stopping and await self._call() > 0:
                pass
        except (StorageUnavailableError, RetryableError) as error:
            log.warning("job_put_off", error=type(error).__name__)

    async def _call(self) -> int:
        async with self._container() as scope:
            return await self.job.call(scope)
