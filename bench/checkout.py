"""From a pre-checkout update to its answer, 50 payers at once, against an empty handler."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from statistics import median, quantiles
from time import perf_counter

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.types import LabeledPrice, PreCheckoutQuery

from app.receiving import in_background
from bench.kit.chat import running_shop
from bench.kit.salon import furnish
from bench.kit.servers import Servers, connected, running_servers
from bench.report import Cell, Report
from demo.simulator import Person, Simulator
from domain.payments.model import PaymentState

PAYERS = 50
ROUNDS = 20
DEPOSIT_MINOR = 1000
PROVIDER_TOKEN = "1:TEST:bench"
PERCENTILES = 20  # the last cut point is the 95th

COLUMNS = ("of 50 at once", "ours, ms", "empty handler, ms", "ratio")
NOTES = (
    "Medians over 20 rounds, the sides in turns, in one process, with the simulator over HTTP.",
    "Empty: a bare aiogram dispatcher whose handler answers with yes and looks at nothing.",
    "Telegram waits for 10,000 ms.",
)

HELD = """
    WITH own AS (
        SELECT DISTINCT ON (client_id) id FROM bookings WHERE starts_at > now() + interval '1 day'
        ORDER BY client_id, id LIMIT $1
    ), held AS (
        UPDATE bookings SET status = 'pending', hold_expires_at = now() + interval '1 hour',
            deposit_minor = $2
        WHERE id IN (SELECT id FROM own) RETURNING id, client_id, currency
    ), asked AS (
        INSERT INTO payments (booking_id, client_id, provider, state, amount_minor, currency,
            payload, created_at)
        SELECT id, client_id, 'test', $3, $2, currency, gen_random_uuid(), now() FROM held
        RETURNING client_id, payload, currency
    )
    SELECT telegram_id, payload, currency FROM asked JOIN users ON users.id = client_id
"""

Payers = list[Person]


async def run() -> Report:
    """Measure."""
    async with running_servers() as servers, _ours(servers) as ours, _empty() as empty:
        rounds = [(await _answered_ms(ours), await _answered_ms(empty)) for _ in range(ROUNDS)]
    rows = tuple(
        _row(name, [tuple(map(figure, sides)) for sides in rounds])
        for name, figure in (("the median", median), ("the slowest twentieth", _last_twentieth))
    )
    return Report("Checkout", COLUMNS, rows, NOTES)


@asynccontextmanager
async def _ours(servers: Servers) -> AsyncIterator[Payers]:
    """Serve clients who each hold a time and have an invoice."""
    url = await servers.new_database()
    await furnish(url, masters=20, coming_days=10)
    async with connected(url) as connection:
        held = await connection.fetch(HELD, PAYERS, DEPOSIT_MINOR, PaymentState.INVOICED)
    async with running_shop(url, servers.redis_url) as shop:
        payers = []
        for row in held:
            payer = shop.simulator.add_person(first_name="Ann", user_id=row["telegram_id"])
            await _send_invoice(shop.bot, payer, str(row["payload"]), row["currency"])
            payers.append(payer)
        yield payers


@asynccontextmanager
async def _empty() -> AsyncIterator[Payers]:
    """Serve as many payers with a handler that accepts every payment."""
    dispatcher = Dispatcher()
    dispatcher.pre_checkout_query.register(_say_yes)
    async with (
        Simulator() as simulator,
        Bot(simulator.token, session=AiohttpSession(api=simulator.api_server)) as bot,
        in_background(dispatcher.start_polling(bot, handle_signals=False)),
    ):
        payers = [simulator.add_person(first_name="Ann") for _ in range(PAYERS)]
        for payer in payers:
            await _send_invoice(bot, payer, "payload", "EUR")
        yield payers


async def _say_yes(query: PreCheckoutQuery) -> None:
    await query.answer(ok=True)


async def _send_invoice(bot: Bot, payer: Person, payload: str, currency: str) -> None:
    await payer.start(wait=False)
    await bot.send_invoice(
        payer.id,
        title="Your visit",
        description="A haircut",
        payload=payload,
        currency=currency,
        prices=[LabeledPrice(label="Deposit", amount=DEPOSIT_MINOR)],
        provider_token=PROVIDER_TOKEN,
    )


async def _answered_ms(payers: Payers) -> list[float]:
    """Let all payers start at once; return how long each waited for the bot's answer."""
    return await asyncio.gather(*(_waited_ms(payer) for payer in payers))


async def _waited_ms(payer: Person) -> float:
    started = perf_counter()
    checkout = await payer.checkout()
    if not checkout.accepted:
        raise RuntimeError("a payer was refused")
    return 1000 * (perf_counter() - started)


def _last_twentieth(waited_ms: list[float]) -> float:
    return quantiles(waited_ms, n=PERCENTILES)[-1]


def _row(name: str, figures: Sequence[tuple[float, ...]]) -> tuple[Cell, ...]:
    ours, empty = (median(side) for side in zip(*figures, strict=True))
    return name, ours, empty, ours / empty
