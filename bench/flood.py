"""What others wait for while one person sends 50 messages a second."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from statistics import median
from time import perf_counter

from aiogram.types import LabeledPrice

from app.receiving import in_background
from bench.kit.chat import Shop, running_shop, tap_until_edited
from bench.kit.salon import furnish
from bench.kit.servers import Servers, running_servers
from bench.kit.stopwatch import Stopwatch
from bench.report import Cell, Report
from bot.transport.updates.rate_limit import rates_for
from demo.simulator import Person
from demo.simulator.paying import begin_checkout

MESSAGES_A_SECOND = 50
SECONDS = 20
UPDATES_PER_MINUTE = 60
"""The limit of a new installation."""

DEPOSIT_MINOR = 1000
PROVIDER_TOKEN = "1:TEST:bench"
PAUSE_S = 0.2
LOOK_EVERY_S = 0.002

COLUMNS = ("of others", "alone, ms", "beside the flood, ms", "ratio")
NOTES = (
    f"One person sends {MESSAGES_A_SECOND} texts a second for {SECONDS} s; others tap and pay.",
    "Checkout: from the pre-checkout to its answer, which Telegram awaits for 10,000 ms.",
)

Measure = Callable[[], Awaitable[float]]


async def run() -> Report:
    """Measure."""
    async with running_servers() as servers, _shop(servers) as shop:
        tapping, paying = await _tapper(shop), await _payer(shop)
        alone = await _measured((tapping, paying))
        flooder = shop.simulator.add_person(first_name="Anna")
        await flooder.start()
        async with in_background(_flood(flooder)):
            beside = await _measured((tapping, paying))
    rows: list[tuple[Cell, ...]] = []
    for name, before, after in zip(("taps", "checkouts"), alone, beside, strict=True):
        for kind, figure in (("median", median), ("slowest", max)):
            mine, theirs = figure(before), figure(after)
            rows.append((f"{name}, {kind}", mine, theirs, theirs / mine))
    return Report("One person floods the bot", COLUMNS, tuple(rows), NOTES)


@asynccontextmanager
async def _shop(servers: Servers) -> AsyncIterator[Shop]:
    url = await servers.new_database()
    await furnish(url, masters=4, coming_days=10)
    rates = rates_for(UPDATES_PER_MINUTE)
    async with running_shop(url, servers.redis_url, rates=rates) as shop:
        yield shop


async def _tapper(shop: Shop) -> Measure:
    """Return a measure of one tap: the milliseconds until the screen has changed."""
    person = shop.simulator.add_person(first_name="Ben")
    await person.start()
    stopwatch = Stopwatch("all")
    labels = ["Help", "Menu"]

    async def tap() -> float:
        label = labels[0] if person.screen.has_button(labels[0]) else labels[1]
        return sum((await tap_until_edited(person, label, stopwatch, settles=False)).values())

    return tap


async def _payer(shop: Shop) -> Measure:
    """Return a measure of one checkout: the milliseconds until its answer."""
    person = shop.simulator.add_person(first_name="Carl")
    await person.start()
    await shop.bot.send_invoice(
        person.id,
        title="Your visit",
        description="A haircut",
        payload="payload",
        currency="EUR",
        prices=[LabeledPrice(label="Deposit", amount=DEPOSIT_MINOR)],
        provider_token=PROVIDER_TOKEN,
    )

    async def check_out() -> float:
        started = perf_counter()
        checkout = begin_checkout(person.world, person.id, person.invoices[-1], again=True)
        while not checkout.answered:  # noqa: ASYNC110 - the simulator waits until all is quiet
            await asyncio.sleep(LOOK_EVERY_S)
        return 1000 * (perf_counter() - started)

    return check_out


async def _measured(measures: Sequence[Measure]) -> list[list[float]]:
    """Repeat each measure for as long as the flood lasts; return the milliseconds."""
    return list(await asyncio.gather(*(_repeated(measure) for measure in measures)))


async def _repeated(measure: Measure) -> list[float]:
    """Measure at the pace of a busy person, below the limit of one."""
    ends_at = perf_counter() + SECONDS
    taken = []
    while perf_counter() < ends_at:
        taken.append(await measure())
        await asyncio.sleep(60 / UPDATES_PER_MINUTE + PAUSE_S)
    return taken


async def _flood(person: Person) -> None:
    for _ in range(MESSAGES_A_SECOND * SECONDS):
        await person.send("hello", wait=False)
        await asyncio.sleep(1 / MESSAGES_A_SECOND)
