"""The statements of one booking, sent by PostgreSQL's own benchmark client."""

import asyncio
import re
from asyncio.subprocess import PIPE
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from bench.kit.queries import Sent
from bench.kit.servers import connected
from domain.shared.ids import BookingId, MasterId, UserId
from domain.shared.time import utc_day

TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
LATENCY = re.compile(r"^latency average = ([0-9.]+) ms", re.MULTILINE)

# Variables keep their values from one transaction of a client to its next.
PREPARATION = r"""
\set master :first_master + :client_id * :master_step
\set client :first_client + :client_id
\set start :begin + (:turn * :slot_step + :client_id * :slot_offset) * 1800
\set turn :turn + 1
"""


class PgbenchError(RuntimeError):
    """pgbench failed; the message is its error output."""


@dataclass(frozen=True, slots=True)
class Example:
    """The booking whose statements were recorded; each client replaces its values."""

    booking_id: BookingId
    master_id: MasterId
    client_id: UserId
    start_at: datetime


@dataclass(frozen=True, slots=True)
class Throughput:
    """The result of a run."""

    per_second: float
    latency_ms: float


def script_of(sent: Sequence[Sent], example: Example) -> str:
    """Return the transaction as a script, with the same round trips as the program."""
    lines = [PREPARATION, "BEGIN;"]
    for statement, parameters in sent:
        if isinstance(parameters, list):  # many rows: sent together, as the driver does
            commands = [_filled(statement, row, example) + ";" for row in parameters]
            lines += ["\\startpipeline", *commands, "\\endpipeline"]
        else:
            returns_id = statement.endswith("RETURNING bookings.id")
            lines.append(
                _filled(statement, parameters, example) + (" \\gset" if returns_id else ";")
            )
    return "\n".join([*lines, "COMMIT;"])


async def run_pgbench(
    url: str, script: str, *, clients: int, seconds: int, variables: Mapping[str, int]
) -> Throughput:
    """Run a script with prepared statements on the server at the address.

    Raises:
        PgbenchError: pgbench could not run, or a client aborted.
    """
    async with connected(url) as connection:
        binaries = await connection.fetchval("SELECT setting FROM pg_config WHERE name = 'BINDIR'")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "booking.sql"
        path.write_text(script)
        process = await asyncio.create_subprocess_exec(
            Path(binaries) / "pgbench",
            *("--no-vacuum", "--protocol=prepared", f"--file={path}"),
            *(f"--client={clients}", f"--jobs={min(clients, 2)}", f"--time={seconds}"),
            *(f"--define={name}={value}" for name, value in variables.items()),
            url.replace("+asyncpg", ""),
            stdout=PIPE,
            stderr=PIPE,
        )
        output, errors = await process.communicate()
    found = TPS.search(output.decode()), LATENCY.search(output.decode())
    if process.returncode != 0 or not all(found):
        raise PgbenchError(errors.decode())
    per_second, latency_ms = (float(match[1]) for match in found if match)
    return Throughput(per_second, latency_ms)


def _filled(statement: str, parameters: Sequence[Any], example: Example) -> str:
    return re.sub(
        r"\$(\d+)", lambda match: _expression(parameters[int(match[1]) - 1], example), statement
    )


def _expression(value: object, example: Example) -> str:  # noqa: PLR0911 - a table of types
    """Return the expression that replaces a value of the example."""
    match value:
        case None:
            return "NULL"
        case datetime():
            return f"to_timestamp(:start + {round((value - example.start_at).total_seconds())})"
        case date():
            days = (value - example.start_at.astimezone(UTC).date()).days
            return f"((to_timestamp(:start) AT TIME ZONE 'UTC')::date + {days})"
        case list():
            return f"ARRAY[{', '.join(_expression(one, example) for one in value)}]"
        case UUID():
            return "gen_random_uuid()"
        case str():
            return "'" + value.replace(str(example.booking_id), "' || :id || '") + "'"
        case int():
            return _number(value, example)
    raise TypeError(f"no expression for {value!r}")


def _number(value: int, example: Example) -> str:
    """Return the variable for a number of the example (all differ), or the number itself."""
    variables = {
        example.booking_id: ":id",
        example.master_id: ":master",
        example.client_id: ":client",
        utc_day(example.start_at): "(:start / 86400)",
    }
    return variables.get(value, str(value))
