"""Messages per second from the outbox, against bare aiogram; and the cost of old messages."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

from bench.kit.salon import CLIENTS, furnish
from bench.kit.servers import Servers, connected, running_servers
from bench.report import Cell, Report
from demo.simulator import Simulator
from domain.notifications.deliver_messages import BATCH, DELIVERED, LEASE, MOST_OF_ONE
from domain.outbox.message import Channel
from infra.db.gateways.outbox.outbox import SqlaOutboxGateway
from infra.db.session import create_engine
from infra.db.unit_of_work import SqlaUnitOfWork

MESSAGES = 10_000
WORKERS = (1, 2, 4)
OLD_MESSAGES = 1_000_000
CLAIMS = 300
DAYS, MASTERS = 60, 24

COLUMNS = (
    *("what", "with", "unit", "ours", "compared with", "ratio"),
    *("ours CPU ms a message", "bare CPU ms a message"),
)
NOTES = (
    "Delivered: due reminders over HTTP to one simulator, without limits, by so many processes;",
    "compared with as many processes that send the same number of messages by bare aiogram.",
    "The simulator and PostgreSQL share the machine: with several workers they are what limits.",
    "Claimed: a batch of 10 handed out and committed; compared with an outbox without old ones.",
)

DUE = """
    INSERT INTO outbox_messages
        (key, kind, audience, recipient_id, booking_id, facts, due_at, attempt_at)
    SELECT 'reminder:' || id, 'reminder', 'client', client_id, id,
        jsonb_build_object('start_at', starts_at, 'lead_minutes', 60), $1, $1
    FROM bookings WHERE starts_at > $2 ORDER BY id LIMIT $3
"""
OLD = """
    INSERT INTO outbox_messages (key, kind, due_at, attempt_at, attempts, state, finished_at)
    SELECT 'old:' || n, 'booking_made', $1, $1, 1, 'sent', $1 FROM generate_series(1, $2::int) AS n
"""


async def run() -> Report:
    """Measure."""
    async with running_servers() as servers:
        rows = [await _delivered(servers, workers) for workers in WORKERS]
        rows.append(await _claimed(servers))
    return Report("Outbox", COLUMNS, tuple(rows), NOTES)


async def _delivered(servers: Servers, workers: int) -> tuple[Cell, ...]:
    url = await servers.new_database()
    await furnish(url, masters=MASTERS, coming_days=DAYS)
    await _write_due(url)
    async with Simulator() as simulator:
        for number in range(1, CLIENTS + 1):
            await simulator.add_person(first_name="Client", user_id=number).start(wait=False)
        environment = {
            "BOT_TOKEN": simulator.token,
            "BOT_API_BASE": simulator.base_url,
            "DATABASE_URL": url,
        }
        ours_s, ours_cpu_s = await _sent_by([("ours",)] * workers, environment)
        share = MESSAGES // workers
        bare = [("bare", str(share), str(share * worker)) for worker in range(workers)]
        bare_s, bare_cpu_s = await _sent_by(bare, environment)
    await _ensure_all_sent(url)
    return (
        *("delivered", f"{workers} worker{'s' if workers > 1 else ''}", "messages a second"),
        *(MESSAGES / ours_s, MESSAGES / bare_s, bare_s / ours_s),
        *(ours_cpu_s * 1000 / MESSAGES, bare_cpu_s * 1000 / MESSAGES),
    )


async def _sent_by(
    arguments: Sequence[Sequence[str]], environment: Mapping[str, str]
) -> tuple[float, float]:
    """Let processes send; return the wall seconds until all are done, and the CPU seconds."""
    processes = [await _start(words, environment) for words in arguments]
    for process in processes:
        await _line(process)  # ready
    began = perf_counter()
    for process in processes:
        if process.stdin is not None:
            process.stdin.write(b"go\n")
    cpu_s = [float(await _line(process)) for process in processes]
    seconds = perf_counter() - began
    for process in processes:
        await process.wait()
    return seconds, sum(cpu_s)


async def _start(words: Sequence[str], environment: Mapping[str, str]) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.kit.posting", *words),
        env={**os.environ, **environment},
        stdin=PIPE,
        stdout=PIPE,
    )


async def _line(process: Process) -> bytes:
    if process.stdout is None:
        raise TypeError("the process has a pipe")
    return await process.stdout.readline()


async def _write_due(url: str) -> None:
    now = datetime.now(UTC)
    async with connected(url) as connection:
        await connection.execute(DUE, now - timedelta(minutes=1), now, MESSAGES)
        await connection.execute("VACUUM ANALYZE outbox_messages")


async def _ensure_all_sent(url: str) -> None:
    async with connected(url) as connection:
        sent = await connection.fetchval(
            "SELECT count(*) FROM outbox_messages WHERE state = 'sent' AND attempts = 1"
        )
    if sent != MESSAGES:
        raise RuntimeError(f"{sent} of {MESSAGES} messages were sent, each once")


async def _claimed(servers: Servers) -> tuple[Cell, ...]:
    with_old, empty = [await _claim_ms(servers, old) for old in (OLD_MESSAGES, 0)]
    what = ("claimed", f"{OLD_MESSAGES:,} old messages", "ms a batch")
    return (*what, with_old, empty, with_old / empty, None, None)


async def _claim_ms(servers: Servers, old: int) -> float:
    url = await servers.new_database()
    await furnish(url, masters=MASTERS, coming_days=DAYS)
    async with connected(url) as connection:
        await connection.execute(OLD, datetime.now(UTC) - timedelta(days=30), old)
    await _write_due(url)
    engine = create_engine(url)
    times_ms = [await _one_claim_ms(SqlaUnitOfWork(engine)) for _ in range(CLAIMS)]
    await engine.dispose()
    return median(times_ms)


async def _one_claim_ms(uow: SqlaUnitOfWork) -> float:
    now = datetime.now(UTC)
    began = perf_counter()
    async with uow:
        await SqlaOutboxGateway(uow).claim(
            Channel.MESSAGE, DELIVERED, now, now + LEASE, BATCH, MOST_OF_ONE
        )
        await uow.commit()
    return (perf_counter() - began) * 1000
