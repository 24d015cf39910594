"""Everything that the demo needs, started in order and ended without a trace."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from aiogram.methods import DeleteWebhook

from demo.embedded import embedded_postgres, embedded_redis
from demo.portraits import hang_portraits
from demo.simulator import PageOptions, Simulator
from infra.clock import SystemClock
from infra.db.migrating import migrate

TIMEZONE = "Europe/Berlin"
ROOT = Path(__file__).parents[1]
START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 10.0
POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Stage:
    """A running demo: the simulator with nobody in it yet, and the real bot behind it."""

    simulator: Simulator
    database_url: str
    redis_url: str | None
    clock: SystemClock
    log_path: Path


class ProcessFailedError(RuntimeError):
    """A process of the program ended before its time or did not get to work; says its log."""


@asynccontextmanager
async def open_stage(
    log_path: Path,
    page: PageOptions,
    *,
    port: int = 0,
    clock_offset: timedelta = timedelta(),
    admin_ids: tuple[int, ...] = (),
) -> AsyncIterator[Stage]:
    """Start the servers, migrate, seed with portraits, then the simulator and the bot's process.

    Raises:
        ServerStartError: PostgreSQL or Redis did not start.
        ProcessFailedError: the seed or the bot did not do its work.
    """
    clock = SystemClock(clock_offset)
    simulator = Simulator(clock=clock.now, page=page)
    await simulator.start(port=port)  # first: the log may be another demo's until the port is ours
    _begin_log(log_path)
    try:
        with embedded_postgres() as postgres, embedded_redis() as redis_url:
            await migrate(postgres.url())
            environment = {
                "BOT_TOKEN": simulator.token,
                "BOT_API_BASE": simulator.base_url,
                "DATABASE_URL": postgres.url(),
                "REDIS_URL": redis_url or "",
                "ADMIN_IDS": ",".join(map(str, admin_ids)),
                "BUSINESS_TZ": TIMEZONE,
                "LOG_FORMAT": "text",
                "CLOCK_OFFSET_S": str(clock_offset // timedelta(seconds=1)),
            }
            await _run_to_its_end("app.seed", "--sample", environment, log_path)
            await hang_portraits(simulator, postgres.url())
            async with _running_bot(environment, simulator, log_path):
                yield Stage(simulator, postgres.url(), redis_url, clock, log_path)
    finally:
        await simulator.stop()


def _begin_log(log_path: Path) -> None:
    log_path.parent.mkdir(parents=True, exist_ok=True)
    log_path.unlink(missing_ok=True)


async def _run_to_its_end(
    module: str, argument: str, environment: Mapping[str, str], log_path: Path
) -> None:
    process = await _start(module, argument, environment=environment, log_path=log_path)
    if await process.wait() != 0:
        raise ProcessFailedError(_end_of(log_path))


@asynccontextmanager
async def _running_bot(
    environment: Mapping[str, str], simulator: Simulator, log_path: Path
) -> AsyncIterator[None]:
    process = await _start("app.bot", environment=environment, log_path=log_path)
    try:
        async with asyncio.timeout(START_TIMEOUT_S):
            while not any(isinstance(call, DeleteWebhook) for call in simulator.calls):
                if process.returncode is not None:
                    raise ProcessFailedError(_end_of(log_path))
                await asyncio.sleep(POLL_S)
        yield
    finally:
        await _stop(process)


async def _start(
    module: str, *arguments: str, environment: Mapping[str, str], log_path: Path
) -> asyncio.subprocess.Process:
    with log_path.open("ab") as log:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, *arguments),
            env={**os.environ, **environment},
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C reaches the demo alone, which ends things in order
        )


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_TIMEOUT_S)
    except TimeoutError:
        process.kill()
        await process.wait()


def _end_of(log_path: Path) -> str:
    return log_path.read_text(errors="replace")[-3000:]
