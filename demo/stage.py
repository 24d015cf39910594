"""Starts all parts of the demo in order, and removes them at the end."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from demo.embedded import embedded_postgres, embedded_redis
from demo.guarded import own_folder
from demo.moving_clock import MovingClock
from demo.people import Cast, enter
from demo.portraits import hang_portraits
from demo.processes import Processes
from demo.simulator import PageOptions, Simulator
from infra.db.migrating import migrate
from infra.db.wake_up import EVERYTHING, WAKE_UP

TIMEZONE = "Europe/Berlin"
PROGRAMS = {"app.bot": "bot_started", "app.worker": "worker_started"}
NO_REDIS = "No Redis on this machine: dialogues stay in the memory of the bot."
TEST_PROVIDER_TOKEN = "284685063:TEST:demo"  # noqa: S105 - not a real provider


@dataclass(frozen=True, slots=True)
class Stage:
    """A running demo: the simulator with its people, and the real program behind it."""

    simulator: Simulator
    cast: Cast
    database_url: str
    redis_url: str | None
    clock: MovingClock


@asynccontextmanager
async def open_stage(
    log_path: Path,
    *,
    port: int = 0,
    ahead: timedelta = timedelta(),
    settings: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Stage]:
    """Start the simulator and the servers, migrate, seed with portraits, start the program.

    Prints each step when it begins. `settings` are added to the program's environment.

    Raises:
        ServerStartError: PostgreSQL or Redis did not start.
        ProcessFailedError: the seed, the bot or the worker failed.
    """
    async with AsyncExitStack() as stack:
        clock = MovingClock(stack.enter_context(own_folder("bookline-clock-")) / "ahead", ahead)
        notes: dict[int, str] = {}
        page = PageOptions(timezone=TIMEZONE, notes=notes, move_clock=clock.move)
        simulator = Simulator(clock=clock.now, page=page)
        cast = enter(simulator)
        notes.update(cast.notes)
        await simulator.start(port=port)
        stack.push_async_callback(simulator.stop)
        _begin_log(log_path)
        print("Starting PostgreSQL ...")
        postgres = stack.enter_context(embedded_postgres())
        redis_url = stack.enter_context(embedded_redis())
        print("Started Redis." if redis_url else NO_REDIS)
        stage = Stage(simulator, cast, postgres.url(), redis_url, clock)
        await migrate(stage.database_url)
        processes = Processes({**_environment(stage), **settings}, log_path)
        print("Filling the salon ...")
        await processes.run("app.seed", "--sample")
        await hang_portraits(simulator, stage.database_url)
        engine = create_async_engine(stage.database_url)
        stack.push_async_callback(engine.dispose)
        clock.after_moves.append(partial(_wake, engine))
        print("Starting the bot and the worker ...")
        await stack.enter_async_context(processes.running(PROGRAMS))
        yield stage


async def _wake(engine: AsyncEngine) -> None:
    """Let the program check for due work at once."""
    async with engine.begin() as connection:
        await connection.execute(select(func.pg_notify(WAKE_UP, EVERYTHING)))


def _environment(stage: Stage) -> dict[str, str]:
    return {
        "BOT_TOKEN": stage.simulator.token,
        "BOT_API_BASE": stage.simulator.base_url,
        "DATABASE_URL": stage.database_url,
        "REDIS_URL": stage.redis_url or "",
        "ADMIN_IDS": str(stage.cast.admin.id),
        "ADMIN_CHAT_ID": str(stage.cast.group.id),
        "BUSINESS_TZ": TIMEZONE,
        "PAYMENT_PROVIDER": "test",
        "PAYMENT_PROVIDER_TOKEN": TEST_PROVIDER_TOKEN,
        "LOG_FORMAT": "text",
        "CLOCK_FILE": str(stage.clock.file),
    }


def _begin_log(log_path: Path) -> None:
    log_path.parent.mkdir(parents=True, exist_ok=True)
    log_path.unlink(missing_ok=True)
