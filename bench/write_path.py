"""Bookings per second: ours against PostgreSQL's own client sending the same SQL."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice
from statistics import mean
from time import perf_counter, process_time
from uuid import uuid4

from bench.kit.chat import Shop, running_shop
from bench.kit.pgbench import Example, Throughput, run_pgbench, script_of
from bench.kit.queries import queries_of
from bench.kit.salon import BREAK, CLIENTS, CLOSES, OPENS, PRICE_MINOR, ZONE, Salon, furnish
from bench.kit.servers import running_servers
from bench.report import Cell, Report
from domain.availability.model import ServiceChoice, VisitWish
from domain.booking.hold_slot import HoldSlot, HoldSlotRequest
from domain.shared.identity import Identity
from domain.shared.ids import MasterId

SECONDS = 3
WARM_UP = 50
HORIZON_DAYS, PAST_DAYS = 300, 100
SLOT = timedelta(minutes=30)
COLUMNS = (
    *("clients", "book with", "ours a second", "ours ms", "ours CPU ms"),
    *("pgbench a second", "pgbench ms", "ours / pgbench"),
)
NOTES = (
    "pgbench sends the very same statements, prepared, on the same server; it decides nothing.",
    "Ours is one process, which the processor's time for a booking limits to one core.",
    "The same master: all clients want slots of the same day, so that they wait for its lock.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A number of concurrent clients, each with an own master or all with the same one."""

    clients: int
    same_master: bool

    @property
    def masters(self) -> int:
        """How many masters each side needs."""
        return 1 if self.same_master else self.clients


CASES = (Case(1, False), Case(8, False), Case(32, False), Case(8, True), Case(32, True))
MASTERS = 8
SALONS = 1 + 2 * sum(case.masters for case in CASES) // MASTERS


class Services:
    """Books one service of a named master."""

    def __init__(self, shop: Shop, salons: Iterable[Salon]) -> None:
        self._container = shop.container
        self._salon_of = {master_id: salon for salon in salons for master_id in salon.master_ids}
        self._slots = list(_slots())

    async def book(self, client: int, master_id: MasterId, slot: int) -> Example:
        """Book one of the free slots."""
        salon = self._salon_of[master_id]
        request = HoldSlotRequest(
            client=Identity(salon.client_ids[client]),
            wish=VisitWish(salon.location_id, (ServiceChoice(salon.service_ids[-1], master_id),)),
            start_at=self._slots[slot],
            seen_price_minor=PRICE_MINOR,
            request_key=uuid4(),
        )
        async with self._container() as scope:
            hold_slot = await scope.get(HoldSlot)
            card = await hold_slot.execute(request)
        return Example(card.visit.id, master_id, request.client.user_id, request.start_at)


async def run() -> Report:
    """Let clients book as fast as possible, ours and pgbench's in turns."""
    async with running_servers() as servers:
        url = await servers.new_database()
        salons = [await _furnish(url) for _ in range(SALONS)]
        async with running_shop(url, servers.redis_url) as shop:
            services = Services(shop, salons)
            *masters, master_of_example = chain(*(salon.master_ids for salon in salons))
            script, statements = await _script(shop, services, master_of_example)
            free = iter(masters)
            rows: list[tuple[Cell, ...]] = []
            for case in CASES:
                own, others = (tuple(islice(free, case.masters)) for _ in range(2))
                ours, cpu_ms = await _ours(services, case, own)
                variables = _variables(case, salons[0], others[0])
                theirs = await run_pgbench(
                    url, script, clients=case.clients, seconds=SECONDS, variables=variables
                )
                rows.append(_row(case, ours, cpu_ms, theirs))
    notes = (
        f"A booking (one service of a named master) is {statements} statements in a transaction.",
        *NOTES,
    )
    return Report("Write path", COLUMNS, tuple(rows), notes)


async def _furnish(url: str) -> Salon:
    return await furnish(
        url, masters=MASTERS, coming_days=0, past_days=PAST_DAYS, horizon_days=HORIZON_DAYS
    )


async def _script(shop: Shop, services: Services, master_id: MasterId) -> tuple[str, int]:
    """Return the script of a booking with warm caches, and its number of statements."""
    for slot in range(WARM_UP):
        await services.book(CLIENTS - 1, master_id, slot)
    with queries_of(shop.engine) as sent:
        example = await services.book(CLIENTS - 1, master_id, WARM_UP)
    return script_of(sent, example), len(sent)


async def _ours(
    services: Services, case: Case, masters: Sequence[MasterId]
) -> tuple[Throughput, float]:
    """Let clients book through the program, each one booking after the other.

    Returns the throughput, and the CPU milliseconds per booking.
    """
    began, cpu_began = perf_counter(), process_time()

    async def book_until_the_end(client: int) -> list[float]:
        took_ms: list[float] = []
        while perf_counter() < began + SECONDS:
            turn, started = len(took_ms), perf_counter()
            master_id = masters[0 if case.same_master else client]
            slot = turn * case.clients + client if case.same_master else turn
            await services.book(client, master_id, slot)
            took_ms.append((perf_counter() - started) * 1000)
        return took_ms

    by_client = await asyncio.gather(*map(book_until_the_end, range(case.clients)))
    took_ms = [one for of_client in by_client for one in of_client]
    cpu_ms = (process_time() - cpu_began) * 1000 / len(took_ms)
    return Throughput(len(took_ms) / (perf_counter() - began), mean(took_ms)), cpu_ms


def _variables(case: Case, salon: Salon, first_master: MasterId) -> dict[str, int]:
    """Return the variables that give pgbench's clients the same masters and slots as ours."""
    return {
        "turn": 0,
        "begin": int(next(_slots()).timestamp()),
        "first_client": salon.client_ids[0],
        "first_master": first_master,
        "master_step": 0 if case.same_master else 1,
        "slot_step": case.clients if case.same_master else 1,
        "slot_offset": 1 if case.same_master else 0,
    }


def _row(case: Case, ours: Throughput, cpu_ms: float, theirs: Throughput) -> tuple[Cell, ...]:
    return (
        case.clients,
        "the same master" if case.same_master else "a master each",
        *(ours.per_second, ours.latency_ms, cpu_ms, theirs.per_second, theirs.latency_ms),
        ours.per_second / theirs.per_second,
    )


def _slots() -> Iterator[datetime]:
    """Yield the free slots of a master with a break from 13:00 to 13:30."""
    today = datetime.now(ZONE).date()
    for day in range(1, HORIZON_DAYS):
        start = datetime.combine(today + timedelta(days=day), OPENS, ZONE)
        while start.time() < CLOSES:
            if start.time() != BREAK:
                yield start
            start += SLOT
