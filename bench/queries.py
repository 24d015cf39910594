"""Query plans of the program's statements over a million booked services."""

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg

from bench.kit.chat import Shop, running_shop
from bench.kit.queries import Sent, queries_of
from bench.kit.salon import PRICE_MINOR, Salon, furnish
from bench.kit.servers import connected, running_servers
from bench.report import Cell, Report
from domain.availability.list_open_days import ListOpenDays
from domain.availability.list_start_times import ListStartTimes
from domain.availability.model import ServiceChoice, VisitWish
from domain.booking.cancel_visit import CancelVisit
from domain.booking.hold_slot import HoldSlot, HoldSlotRequest
from domain.booking.reschedule import Reschedule, RescheduleRequest
from domain.clients.identify import Identify
from domain.clients.model import TelegramProfile
from domain.shared.identity import Identity
from domain.visit_queries.get_visit import GetVisit
from domain.visit_queries.list_visits import ListVisits

SALONS, MASTERS, COMING_DAYS, PAST_DAYS = 10, 20, 60, 565
BIG = 10_000
COLUMNS = ("service", "statement", "rows", "ms", "indexes", "big tables read whole")
NOTES = (
    f"{SALONS} salons of {MASTERS} masters, two services, any master; every client has a hold.",
    f"Inserts choose nothing and are left out; a big table has more than {BIG:,} rows.",
)

HOLDS = """
UPDATE bookings SET status = 'pending', hold_expires_at = now() + interval '5 minutes'
WHERE id IN (
    SELECT DISTINCT ON (client_id) id FROM bookings WHERE status = 'confirmed' ORDER BY client_id
)
"""

Service = TypeVar("Service")


class Steps:
    """The services of a client, with the statements that each of them sent."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.sent: dict[str, list[Sent]] = {}

    @asynccontextmanager
    async def step(self, service: type[Service]) -> AsyncIterator[Service]:
        """Provide a service and record the statements that it sends."""
        async with self._shop.container() as scope:
            with queries_of(self._shop.engine) as sent:
                yield await scope.get(service)
        self.sent.setdefault(service.__name__, []).extend(sent)


@dataclass(frozen=True, slots=True)
class Plan:
    """How PostgreSQL executed a statement."""

    rows: int
    ms: float
    indexes: frozenset[str]
    read_whole: frozenset[str]


async def run() -> Report:
    """Let a client book, move and cancel a visit, and explain every statement."""
    async with running_servers() as servers:
        url = await servers.new_database()
        salon, *_ = [
            await furnish(url, masters=MASTERS, coming_days=COMING_DAYS, past_days=PAST_DAYS)
            for _ in range(SALONS)
        ]
        async with connected(url) as connection:
            await connection.execute(HOLDS)
            await connection.execute("ANALYZE")
        async with running_shop(url, polls=False) as shop:
            steps = Steps(shop)
            await _book_move_and_cancel(steps, salon)
        async with connected(url) as connection:
            rows = [row async for row in _explained(connection, steps.sent)]
    return Report("Statements over a million booked services", COLUMNS, tuple(rows), NOTES)


async def _book_move_and_cancel(steps: Steps, salon: Salon) -> None:
    choice = tuple(ServiceChoice(service_id) for service_id in salon.service_ids)
    wish = VisitWish(salon.location_id, choice)
    client = Identity(salon.client_ids[0])
    async with steps.step(Identify) as identify:
        await identify.execute(TelegramProfile(1, "Client 1", "en"))
    async with steps.step(ListOpenDays) as list_open_days:
        days = await list_open_days.execute(wish)
    day = max(day for day, starts in days.starts_by_day.items() if starts > 1)
    async with steps.step(ListStartTimes) as list_start_times:
        times = await list_start_times.execute(wish, day)
    first, second = (option.start_at for option in times.options[:2])
    request = HoldSlotRequest(client, wish, first, len(choice) * PRICE_MINOR, uuid4())
    async with steps.step(HoldSlot) as hold_slot:
        booking_id = (await hold_slot.execute(request)).visit.id
    async with steps.step(GetVisit) as get_visit:
        await get_visit.execute(client, booking_id)
    for past in (False, True):
        async with steps.step(ListVisits) as list_visits:
            await list_visits.execute(client, 0, past=past)
    async with steps.step(Reschedule) as reschedule:
        await reschedule.execute(RescheduleRequest(client, booking_id, second))
    async with steps.step(CancelVisit) as cancel_visit:
        await cancel_visit.execute(client, booking_id)


async def _explained(
    connection: asyncpg.Connection, sent: Mapping[str, Sequence[Sent]]
) -> AsyncIterator[tuple[Cell, ...]]:
    """Yield a row for every statement, with the service that sends it first."""
    seen: set[str] = set()
    for service, statements in sent.items():
        for statement, parameters in statements:
            if statement in seen or statement.startswith("INSERT"):
                continue
            seen.add(statement)
            plan = await _plan_of(connection, statement, parameters)
            yield (
                *(service, _label(statement), plan.rows, plan.ms),
                *(", ".join(sorted(names)) for names in (plan.indexes, plan.read_whole)),
            )


async def _plan_of(connection: asyncpg.Connection, statement: str, parameters: Any) -> Plan:
    """Execute the statement with EXPLAIN ANALYZE and roll it back."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        explained = await connection.fetchval(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", *parameters
        )
    finally:
        await transaction.rollback()
    (report,) = json.loads(explained)
    nodes = list(_nodes(report["Plan"]))
    big = await connection.fetch("SELECT relname FROM pg_class WHERE reltuples > $1", BIG)
    scanned = {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"}
    return Plan(
        rows=round(report["Plan"]["Actual Rows"]),
        ms=report["Execution Time"],
        indexes=frozenset(node["Index Name"] for node in nodes if "Index Name" in node),
        read_whole=frozenset(scanned & {row["relname"] for row in big}),
    )


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def _label(statement: str) -> str:
    if "pg_advisory_xact_lock" in statement:
        return "advisory locks"
    tables = re.findall(r"\b(?:FROM|JOIN|(?<!FOR )UPDATE) (\w+)", statement)
    return f"{statement.split(maxsplit=1)[0]} {', '.join(dict.fromkeys(tables))}"
