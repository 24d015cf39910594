"""Figures and digests of one salon with ten thousand, a hundred thousand and a million visits."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter

from dishka import AsyncContainer

from bench.kit.chat import Shop, running_shop
from bench.kit.queries import queries_of
from bench.kit.salon import VISITS_A_DAY, Salon, furnish
from bench.kit.servers import Servers, connected, running_servers
from bench.report import Cell, Report
from bot.notifications.digests.picture import digest_picture
from bot.ui.catalogues import load_catalogues
from bot.ui.localizer import Localizer
from domain.reporting.calculate_load import CalculateLoad
from domain.reporting.compose_digest import ComposeDigest
from domain.reporting.digest import Digest
from domain.reporting.due import WEEK_DAYS, DigestKind
from domain.reporting.ports import Painter, ReportGateway
from domain.schedule.model import LocationProfile
from domain.schedule.ports import LocationProfileGateway
from domain.shared.periods import moments_of, period_after
from domain.shared.time import DAY, Clock, DateRange
from domain.shared.unit_of_work import UnitOfWork

MASTERS, COMING_DAYS = 20, 30
SIZES = (10_000, 100_000, 1_000_000)
YEAR_DAYS = 365
RUNS = 5
COLUMNS = ("visits in database", "what", "of", "queries", "ms")
NOTES = (
    f"One salon of {MASTERS} masters; all its visits are in one database. Medians of {RUNS} runs.",
    "Of past visits one in ten was cancelled, one in twenty missed; the others are paid.",
    "A digest is without its picture, which is drawn in a thread of its own.",
)

OUTCOMES = """
UPDATE {} SET status = CASE WHEN {} % 20 = 0 THEN 'no_show' ELSE 'cancelled' END
WHERE status = 'completed' AND {} % 20 < 3
"""
HISTORY = """
INSERT INTO booking_events (booking_id, from_status, to_status, happened_at)
SELECT id, 'confirmed', status, starts_at - interval '1 hour' FROM bookings
"""
PAYMENTS = """
INSERT INTO payments (booking_id, client_id, provider, state, amount_minor, currency, payload,
                      created_at, paid_at)
SELECT id, client_id, 'at_venue', 'paid', price_minor, currency, gen_random_uuid(), starts_at,
       starts_at
FROM bookings WHERE status = 'completed'
"""


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one scope that calculate figures."""

    salon: Salon
    profile: LocationProfile
    reports: ReportGateway
    calculate_load: CalculateLoad
    compose_digest: ComposeDigest
    clock: Clock

    @property
    def today(self) -> DateRange:
        """Return today."""
        day = self.clock.now().astimezone(self.profile.location.timezone).date()
        return DateRange(day, day)

    def days_before(self, days: int) -> DateRange:
        """Return the `days` days before today."""
        return DateRange(self.today.first - days * DAY, self.today.first - DAY)

    async def digest(self, kind: DigestKind) -> Digest:
        """Compose a digest."""
        made = await self.compose_digest.execute(
            self.salon.location_id, kind, self.today.first, self.clock.now()
        )
        if made is None:
            raise LookupError("the salon has closed down")
        return made


Question = Callable[[], Awaitable[object]]


async def run() -> Report:
    """Measure the same questions for salons of three sizes."""
    rows: list[tuple[Cell, ...]] = []
    async with running_servers() as servers:
        for size in SIZES:
            rows += await _one_size(servers, size)
    return Report("Reports", COLUMNS, tuple(rows), NOTES)


async def _one_size(servers: Servers, size: int) -> list[tuple[Cell, ...]]:
    url = await servers.new_database()
    past_days = size // (MASTERS * VISITS_A_DAY) - COMING_DAYS
    salon = await furnish(url, masters=MASTERS, coming_days=COMING_DAYS, past_days=past_days)
    await _write_outcomes(url)
    async with (
        running_shop(url, polls=False) as shop,
        shop.container() as scope,
        await scope.get(UnitOfWork),
    ):
        services = await _services(scope, salon)
        rows = [
            (salon.visits, what, of, *await _measured(shop, question))
            for what, of, question in _questions(services)
        ]
        picture = await _painting(scope, await services.digest(DigestKind.WEEK))
    return [*rows, (salon.visits, "picture", "week", 0, picture)]


async def _write_outcomes(url: str) -> None:
    """Give past visits their outcomes, histories and payments."""
    async with connected(url) as connection:
        await connection.execute("SET session_replication_role = replica")
        await connection.execute(OUTCOMES.format("bookings", "id", "id"))
        await connection.execute(OUTCOMES.format("booking_items", "booking_id", "booking_id"))
        await connection.execute(HISTORY)
        await connection.execute(PAYMENTS)
        await connection.execute("VACUUM ANALYZE")


async def _services(scope: AsyncContainer, salon: Salon) -> Services:
    profile = await (await scope.get(LocationProfileGateway)).get_profile(salon.location_id)
    if profile is None:
        raise LookupError("the salon has closed down")
    return Services(
        salon,
        profile,
        await scope.get(ReportGateway),
        await scope.get(CalculateLoad),
        await scope.get(ComposeDigest),
        await scope.get(Clock),
    )


def _questions(services: Services) -> Iterator[tuple[str, str, Question]]:
    """Yield each question with its name and period."""
    for kind in DigestKind:
        yield "digest", kind, partial(services.digest, kind)
    yield (
        "pipeline",
        "all to come",
        lambda: services.reports.get_pipeline([services.salon.location_id], services.clock.now()),
    )
    for of, days in (("week", WEEK_DAYS), ("year", YEAR_DAYS)):
        for what, question in _figures(services, services.days_before(days)):
            yield what, of, question


def _figures(services: Services, days: DateRange) -> Iterator[tuple[str, Question]]:
    zone, reports, only = (
        services.profile.location.timezone,
        services.reports,
        [services.salon.location_id],
    )
    period, after = moments_of(days, zone), moments_of(period_after(days), zone).end_at
    yield "no-shows", lambda: reports.get_turnout(only, period)
    yield "LTV", lambda: reports.get_lifetime_values(only, period)
    yield "customers", lambda: reports.list_customer_values(only, period, offset=0, limit=20)
    yield "retention", lambda: reports.get_retention(only, period, after)
    yield "revenue by day", lambda: reports.get_revenue_by_day(only, period, zone)
    yield (
        "load",
        lambda: services.calculate_load.execute(services.profile, services.salon.master_ids, days),
    )


async def _measured(shop: Shop, question: Question) -> tuple[int, float]:
    """Return the queries of a question, and its milliseconds."""
    with queries_of(shop.engine) as sent:
        await question()
    return len(sent), await _milliseconds(question)


async def _painting(scope: AsyncContainer, digest: Digest) -> float:
    painter = await scope.get(Painter)
    picture = digest_picture(digest, Localizer("en", None, load_catalogues()["en"]))
    return await _milliseconds(lambda: painter.paint_digest(picture))


async def _milliseconds(question: Question) -> float:
    taken = []
    for _ in range(RUNS):
        began = perf_counter()
        await question()
        taken.append(1000 * (perf_counter() - began))
    return median(taken)
