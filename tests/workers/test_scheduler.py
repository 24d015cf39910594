"""Jobs run at once and again, one run at a time; nothing that goes wrong ends them."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from dishka import AsyncContainer, Provider, make_async_container

from domain.shared.errors import StorageUnavailableError
from tests.support.captured_log import captured_log
from tests.support.waiting import TIMEOUT_S
from workers import scheduler as module
from workers.job import Job, Runner
from workers.scheduler import Scheduler

NEVER_S = 3600


class Work:
    """So much to do, and what goes wrong on the way; a test can have it wait."""

    def __init__(self, left: int = 0) -> None:
        self.left = left
        self.calls = 0
        self.errors: list[Exception] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self.began = asyncio.Event()

    async def __call__(self, _scope: AsyncContainer) -> int:
        self.calls += 1
        self.began.set()
        await self.may_go_on.wait()
        if self.errors:
            raise self.errors.pop(0)
        self.left -= 1 if self.left else 0
        return self.left

    def job(self, hands: int = 1) -> Job:
        return Job("work", NEVER_S, self, hands)


@pytest.fixture
async def container() -> AsyncIterator[AsyncContainer]:
    container = make_async_container(Provider())
    yield container
    await container.close()


async def run(runner: Runner) -> None:
    """Run in a task of its own, as the scheduler does."""
    await asyncio.create_task(runner.run())


async def test_a_job_runs_until_nothing_is_left(container: AsyncContainer) -> None:
    work = Work(left=3)
    await run(Runner(work.job(), container))
    assert (work.left, work.calls) == (0, 3)


async def test_several_hands_work_at_once(container: AsyncContainer) -> None:
    together = asyncio.Barrier(3)

    async def meet(_scope: AsyncContainer) -> int:
        await together.wait()
        return 0

    async with asyncio.timeout(TIMEOUT_S):
        await run(Runner(Job("meet", NEVER_S, meet, hands=3), container))


async def test_who_is_wanted_during_a_run_looks_once_more(container: AsyncContainer) -> None:
    work = Work()
    runner = Runner(work.job(), container)
    work.may_go_on.clear()
    running = asyncio.create_task(runner.run())
    await work.began.wait()
    await run(runner)
    work.may_go_on.set()
    await running
    assert work.calls == 2


async def test_a_database_that_is_away_is_waited_for(
    container: AsyncContainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work()
    work.errors = [StorageUnavailableError()]
    runner = Runner(work.job(), container)
    with captured_log(monkeypatch) as log:
        await run(runner)
    assert [line["job"] for line in log.of("job_put_off")] == ["work"]
    await run(runner)
    assert work.calls == 2


async def test_a_defect_is_told_and_the_next_run_goes_on(container: AsyncContainer) -> None:
    work = Work()
    work.errors = [KeyError("a defect")]
    runner = Runner(work.job(), container)
    with pytest.raises(ExceptionGroup):
        await run(runner)
    await run(runner)
    assert work.calls == 2


async def test_jobs_run_at_once_and_when_they_are_woken(container: AsyncContainer) -> None:
    work = Work()
    scheduler = Scheduler([work.job()], container)
    scheduler.start()
    await work.began.wait()
    work.began.clear()
    scheduler.wake("work")
    await work.began.wait()
    await scheduler.stop()
    assert work.calls == 2


async def test_in_the_end_what_is_under_way_is_finished_and_nothing_begun(
    container: AsyncContainer,
) -> None:
    work = Work(left=5)
    work.may_go_on.clear()
    scheduler = Scheduler([work.job()], container)
    scheduler.start()
    await work.began.wait()
    stopping = asyncio.create_task(scheduler.stop())
    await asyncio.sleep(0)
    work.may_go_on.set()
    await stopping
    scheduler.wake("work")
    await scheduler.stop()
    assert (work.calls, work.left) == (1, 4)


async def test_what_does_not_end_is_abandoned(
    container: AsyncContainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FINISH_TIMEOUT_S", 0.05)
    work = Work()
    work.may_go_on.clear()
    scheduler = Scheduler([work.job()], container)
    with captured_log(monkeypatch) as log:
        scheduler.start()
        await work.began.wait()
        await scheduler.stop()
    assert log.of("jobs_abandoned")
