"""Opening the month view: from the tap to the edited screen, over HTTP, with real servers."""

from dataclasses import dataclass
from statistics import median

import redis.asyncio
from aiogram import Dispatcher

from bench.kit.chat import Shop, running_shop, tap_until_edited
from bench.kit.queries import queries_of
from bench.kit.salon import Salon, furnish, set_horizon
from bench.kit.servers import Servers, running_servers
from bench.kit.stopwatch import LoopWatch, Stopwatch, Watched
from bench.report import Cell, Report
from bot.callbacks.booking import (
    ChooseLocation,
    ChooseMaster,
    OpenBooking,
    ServicesChosenTap,
    TickService,
)
from bot.handlers.booking import times
from bot.handlers.booking.masters_view import ANY
from bot.navigation import navigator
from bot.navigation.presenter import Presenter
from demo.simulator import Person
from domain.availability.provider import AvailabilityProvider
from engine import ChainFinder
from infra.cache.busy import RedisBusyCache
from infra.cache.busy_store import RedisBusyStore
from infra.cache.profile import RedisLocationProfileCache
from infra.db.gateways.availability.busy import SqlaBusyGateway
from infra.db.gateways.catalog.catalog import SqlaCatalogGateway
from infra.db.gateways.clients.clients import SqlaClientGateway
from infra.db.gateways.schedule.profile import SqlaLocationProfileGateway
from infra.db.gateways.schedule.schedule import SqlaScheduleGateway
from infra.db.unit_of_work import SqlaUnitOfWork

RUNS = 30
RUNS_OF_SHAPES = 10
RUNS_OF_HOLDS = 5
MASTERS, DAYS, PAST_DAYS = 20, 60, 540
MASTERS_OF_SHAPES = (5, 20, 80)
DAYS_OF_SHAPES = (30, 60, 180)
OPEN_MONTH = ChooseMaster(master_id=ANY).pack()

TELEGRAM = "Telegram"
PARTS: dict[str, list[Watched]] = {
    "SQL": [
        *((SqlaUnitOfWork, name) for name in ("__aenter__", "__aexit__", "execute")),
        (SqlaBusyGateway, "get_busy"),
        (SqlaCatalogGateway, "get_services"),
        (SqlaClientGateway, "get_by_telegram_id"),
        (SqlaLocationProfileGateway, "get_profile"),
        (SqlaScheduleGateway, "get_absences"),
        (SqlaScheduleGateway, "get_schedules"),
    ],
    "cache": [
        (redis.asyncio.Redis, "execute_command"),
        (RedisBusyCache, "get_busy"),
        (RedisBusyStore, "fill"),
        (RedisBusyStore, "read"),
        (RedisLocationProfileCache, "get_profile"),
    ],
    "windows": [(AvailabilityProvider, "build_availability_batch")],
    "engine": [(ChainFinder, "find_open_days")],
    "rendering": [(times, "render_month"), (navigator, "with_navigation")],
    TELEGRAM: [(Presenter, "show")],
    "the rest": [(Dispatcher, "feed_update")],
}
COLUMNS = (
    *("masters", "days", "visits in database", "cache", "queries", "ms", "CPU ms", "loop held ms"),
    *(f"{part} %" for part in PARTS),
)
NOTES = (
    "From the tap to the edited screen, by long polling: two services, any master.",
    "The simulator runs on the same event loop; its time counts as Telegram's.",
    "CPU: the processor's time of this process, medians as all; the servers' is not in it.",
    "Loop held: the most of it that the event loop spent in one round of callbacks.",
    "Cold: nothing but the dialogue is in Redis. SQL and cache hold the decoding of what is read.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the salon, the cache, and the number of runs."""

    masters: int
    days: int
    visits: int
    cache: str
    runs: int = RUNS


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening: milliseconds of each part, CPU time, and number of queries."""

    parts_ms: dict[str, float]
    cpu_ms: float
    queries: int


async def run() -> Report:
    """Measure two database sizes with a cold, a warm and no cache, then other salon sizes."""
    rows: list[tuple[Cell, ...]] = []
    async with running_servers() as servers:
        for past_days in (0, PAST_DAYS):
            rows += await _one_salon(servers, past_days)
        rows += await _shapes(servers)
    return Report("Month view", COLUMNS, tuple(rows), NOTES)


async def _one_salon(servers: Servers, past_days: int) -> list[tuple[Cell, ...]]:
    url = await servers.new_database()
    salon = await furnish(url, masters=MASTERS, coming_days=DAYS, past_days=past_days)
    rows = []
    for redis_url, caches in ((servers.redis_url, ("cold", "warm")), ("", ("none",))):
        async with running_shop(url, redis_url) as shop:
            client = await _client_at_masters(shop, salon)
            for cache in caches:
                case = Case(MASTERS, DAYS, salon.visits, cache)
                rows.append(await _measured(case, shop, client))
    return rows


async def _shapes(servers: Servers) -> list[tuple[Cell, ...]]:
    """Measure salons of several sizes, all in one database, with a cold cache."""
    url = await servers.new_database()
    salons = [
        await furnish(url, masters=masters, coming_days=max(DAYS_OF_SHAPES))
        for masters in MASTERS_OF_SHAPES
    ]
    visits = sum(salon.visits for salon in salons)
    rows = []
    async with running_shop(url, servers.redis_url) as shop:
        for salon in salons:
            client = await _client_at_masters(shop, salon, choose_location=True)
            for days in DAYS_OF_SHAPES:
                await set_horizon(url, salon, days)
                case = Case(len(salon.master_ids), days, visits, "cold", RUNS_OF_SHAPES)
                rows.append(await _measured(case, shop, client))
    return rows


async def _client_at_masters(shop: Shop, salon: Salon, *, choose_location: bool = False) -> Person:
    """Return a client who has chosen two services and sees the list of masters."""
    client = shop.simulator.add_person(first_name="Ann")
    await client.start()
    await client.tap(OpenBooking().pack())
    if choose_location:
        await client.tap(ChooseLocation(location_id=salon.location_id).pack())
    for service_id in salon.service_ids:
        await client.tap(TickService(service_id=service_id, on=True).pack())
    await client.tap(ServicesChosenTap().pack())
    return client


async def _measured(case: Case, shop: Shop, client: Person) -> tuple[Cell, ...]:
    """Open the month view many times, then a few more times to measure the event loop."""
    stopwatch = Stopwatch(outermost=TELEGRAM)
    with stopwatch.watching(PARTS):
        opened = [await _open_month(case, shop, client, stopwatch) for _ in range(case.runs)]
    parts_ms = [median(one.parts_ms.get(part, 0.0) for one in opened) for part in PARTS]
    holds_ms = []
    for _ in range(RUNS_OF_HOLDS):
        with LoopWatch() as loop_watch:
            await _open_month(case, shop, client, stopwatch)
        holds_ms.append(loop_watch.longest_ms)
    return (
        *(case.masters, case.days, case.visits, case.cache),
        max(one.queries for one in opened),
        median(sum(one.parts_ms.values()) for one in opened),
        *(median(one.cpu_ms for one in opened), median(holds_ms)),
        *(100 * part_ms / sum(parts_ms) for part_ms in parts_ms),
    )


async def _open_month(case: Case, shop: Shop, client: Person, stopwatch: Stopwatch) -> Opened:
    """Open the month view once and go back."""
    if case.cache == "cold":
        await shop.forget_cached()
    with queries_of(shop.engine) as sent:
        parts_ms = await tap_until_edited(client, OPEN_MONTH, stopwatch)
    await client.tap("Back")
    return Opened(parts_ms, stopwatch.cpu_ms, len(sent))
