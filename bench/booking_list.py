"""Pages of the booking list: first, middle and last, with growing numbers of visits."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from statistics import median
from time import perf_counter

from dishka import AsyncContainer

from bench.kit.chat import running_shop
from bench.kit.salon import Salon, furnish
from bench.kit.servers import Servers, connected, running_servers
from bench.report import Cell, Report
from domain.clients.find_clients import FindClients
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.visit.model import BookingStatus
from domain.visit_queries.booking_filter import BookingFilter, NamedDays
from domain.visit_queries.list_bookings import ListBookings

MASTERS, COMING_DAYS = 20, 30
SIZES = (10_000, 100_000, 1_000_000)
CLIENTS_PER_VISIT = 0.05
RUNS = 5
ADMIN = Identity(UserId(0), frozenset({Role.ADMIN}))
NAME, MOST_FOUND = "Иванова 77", 50
SEARCHES = {"(search by name)": NAME, "(search by phone)": "0170 10007"}
COLUMNS = (
    *("visits in database", "narrowed down to", "found", "the first page, ms"),
    *("the middle one, ms", "the last one, ms", "last / first"),
)
NOTES = (
    f"One salon of {MASTERS} masters, a client for 20 visits; of past ones a tenth was cancelled.",
    f"Medians of {RUNS} runs of all that the screen asks for: choices, count, page.",
    f"A search looks for clients, {MOST_FOUND} at most, among all of them.",
)

VISITS = """
INSERT INTO bookings (location_id, client_id, status, source, request_key, price_minor, currency,
                      starts_at, ends_at)
SELECT $1, $2 + n % $3, CASE WHEN n / $5 % 10 = 0 THEN 'cancelled' ELSE 'completed' END,
       'client', gen_random_uuid(), 3000, 'EUR', start_at, start_at + interval '1 hour'
FROM generate_series(1, $4::integer) AS n,
     LATERAL (SELECT now() - (1 + n / $5) * interval '3 hours' AS start_at) AS time
"""
ITEMS = """
INSERT INTO booking_items (booking_id, position, status, service_id, master_id, lane, start_at,
                           end_at, blocked_until, price_minor)
SELECT id, 0, status, ($1::integer[])[1 + (id / $3 % 3 = 0)::integer],
       ($2::integer[])[1 + id % $3], 0, starts_at, ends_at, ends_at, 3000
FROM bookings WHERE starts_at < now()
"""
CLIENTS = """
INSERT INTO users (display_name, phone, language)
SELECT 'Анна Иванова ' || n, '+49170' || 1000000 + n, 'ru' FROM generate_series(1, $1) AS n
"""


async def run() -> Report:
    """Measure pages in salons of three sizes."""
    rows: list[tuple[Cell, ...]] = []
    async with running_servers() as servers:
        for size in SIZES:
            rows += await _one_size(servers, size)
    return Report("The list of bookings", COLUMNS, tuple(rows), NOTES)


async def _one_size(servers: Servers, size: int) -> list[tuple[Cell, ...]]:
    url = await servers.new_database()
    salon = await furnish(url, masters=MASTERS, coming_days=COMING_DAYS)
    await _write_past_visits(url, salon, size - salon.visits)
    rows: list[tuple[Cell, ...]] = []
    async with running_shop(url, polls=False) as shop, shop.container() as scope:
        found = await (await scope.get(FindClients)).execute(ADMIN, NAME, MOST_FOUND)
        for words, wanted in _filters(salon, tuple(client.user_id for client in found)):
            rows.append((size, words, *await _page_times(scope, wanted)))
        for words, text in SEARCHES.items():
            rows.append((size, words, *await _search_time(scope, text), None, None, None))
    return rows


async def _write_past_visits(url: str, salon: Salon, visits: int) -> None:
    """Write past visits spread over years, with other clients than the coming ones."""
    async with connected(url) as connection:
        await connection.execute("SET session_replication_role = replica")
        clients = max(1, round(visits * CLIENTS_PER_VISIT))
        first = 1 + await connection.fetchval("SELECT max(id) FROM users")
        await connection.execute(CLIENTS, clients)
        values = (salon.location_id, first, clients, visits, MASTERS)
        await connection.execute(VISITS, *values, timeout=600)
        await connection.execute(ITEMS, salon.service_ids, salon.master_ids, MASTERS, timeout=600)
        await connection.execute("VACUUM ANALYZE")


def _filters(salon: Salon, clients: tuple[UserId, ...]) -> Iterator[tuple[str, BookingFilter]]:
    yield "from today on", BookingFilter()
    always = BookingFilter(NamedDays.ALL, statuses=())
    yield "everything", always
    yield "all but cancelled", BookingFilter(NamedDays.ALL)
    yield "cancelled", BookingFilter(NamedDays.ALL, (BookingStatus.CANCELLED,))
    master_id, service_id = salon.master_ids[0], salon.service_ids[1]
    yield "a master", BookingFilter(NamedDays.ALL, (), master_id=master_id)
    yield "a service", BookingFilter(NamedDays.ALL, (), service_id=service_id)
    yield (
        "past, all of these",
        BookingFilter(
            NamedDays.PAST,
            (BookingStatus.COMPLETED,),
            salon.location_id,
            master_id,
            service_id,
        ),
    )
    yield "clients of a name", BookingFilter(NamedDays.ALL, (), clients=clients)


async def _page_times(
    scope: AsyncContainer, wanted: BookingFilter
) -> tuple[int, float, float, float, float]:
    """Return how many visits there are, and the milliseconds of three pages."""
    list_bookings = await scope.get(ListBookings)
    page = await list_bookings.execute(ADMIN, wanted, 0)
    first, middle, last = [
        await _milliseconds(partial(list_bookings.execute, ADMIN, wanted, number))
        for number in (0, page.pages // 2, page.pages - 1)
    ]
    return page.total, first, middle, last, last / first


async def _search_time(scope: AsyncContainer, text: str) -> tuple[int, float]:
    """Return how many clients are found, and the milliseconds."""
    search = partial((await scope.get(FindClients)).execute, ADMIN, text, MOST_FOUND)
    return len(await search()), await _milliseconds(search)


async def _milliseconds(question: Callable[[], Awaitable[object]]) -> float:
    taken = []
    for _ in range(RUNS):
        began = perf_counter()
        await question()
        taken.append(1000 * (perf_counter() - began))
    return median(taken)
