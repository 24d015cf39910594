"""Updates per second: our dispatcher against a bare aiogram one that makes the same calls."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from time import perf_counter, process_time
from unittest.mock import patch

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.kit.chat import running_shop
from bench.kit.salon import furnish
from bench.kit.servers import running_servers
from bench.report import Cell, Report
from bot.callbacks.home import Home, OpenHelp
from demo.simulator import Person, Simulator
from demo.simulator.wire import AnyMethod

ROUNDS = 6
COLUMNS = (
    *("tap", "Telegram", "calls", "ours a second", "bare a second", "ours / bare"),
    *("ours CPU ms", "bare CPU ms"),
)
AT_A_TIME = 64
NOTES = (
    f"{AT_A_TIME} people tap at once, ours and bare in turns, in one process, fed with JSON.",
    "Bare: an aiogram dispatcher whose one handler makes the calls that ours made, and no more.",
    "Over HTTP Telegram is the simulator, in the same process; at once, it answers without HTTP.",
)

OVER_HTTP, AT_ONCE = "over HTTP", "at once"
OLD, LIVING = 0, -1
"""Index of the tapped message among the bot's messages."""


@dataclass(frozen=True, slots=True)
class Tap:
    """The buttons that all people tap, in turns, in every round."""

    name: str
    data: tuple[str, ...]
    message: int


TAPS = (
    Tap("old button", (Home().pack(),), OLD),
    Tap("Help, Home", (OpenHelp().pack(), Home().pack()), LIVING),
)


@dataclass(slots=True)
class Spent:
    """Time spent on updates."""

    updates: int = 0
    wall_s: float = 0.0
    cpu_s: float = 0.0

    def add(self, other: "Spent") -> None:
        """Add the time of other updates."""
        self.updates += other.updates
        self.wall_s += other.wall_s
        self.cpu_s += other.cpu_s

    @property
    def per_second(self) -> float:
        """Updates per second."""
        return self.updates / self.wall_s

    @property
    def cpu_ms(self) -> float:
        """CPU time per update, including the simulator's if HTTP is used."""
        return 1000 * self.cpu_s / self.updates


@dataclass(slots=True)
class Side:
    """A dispatcher, its simulator, and the people in it."""

    simulator: Simulator
    bot: Bot
    dispatcher: Dispatcher
    people: list[Person] = field(default_factory=list)

    async def bring_in(self, people: int) -> None:
        """Let people start the bot twice, so that each has an old message and a living one."""
        self.people = [self.simulator.add_person(first_name="Ann") for _ in range(people)]
        for _ in range(2):
            for person in self.people:
                await person.start(wait=False)
            await self.feed()

    async def tap(self, data: str, message: int) -> Spent:
        """Let all people tap."""
        for person in self.people:
            shown = person.chat.from_bot[message]
            await person.tap_data(data, message=shown, wait=False)
        return await self.feed()

    async def feed(self) -> Spent:
        """Handle all waiting updates at once."""
        queue = self.simulator.world.updates
        bodies = [update.body for update in queue.waiting]
        queue.drop_waiting()
        wall, cpu = perf_counter(), process_time()
        await asyncio.gather(*(self.dispatcher.feed_raw_update(self.bot, b) for b in bodies))
        return Spent(len(bodies), perf_counter() - wall, process_time() - cpu)


@dataclass(slots=True)
class Echo:
    """Handlers of the bare dispatcher: they repeat recorded calls."""

    calls: dict[str, Sequence[AnyMethod]] = field(default_factory=dict)
    living: dict[int, int] = field(default_factory=dict)

    async def on_message(self, message: Message, bot: Bot) -> None:
        """Send a message with a button."""
        button = InlineKeyboardButton(text="Home", callback_data="home")
        markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
        sent = await bot.send_message(message.chat.id, "Hello", reply_markup=markup)
        self.living[message.chat.id] = sent.message_id

    async def on_tap(self, query: CallbackQuery, bot: Bot) -> None:
        """Repeat the recorded calls for this person and message."""
        chat_id = query.from_user.id
        for call in self.calls[query.data or ""]:
            if isinstance(call, AnswerCallbackQuery):
                own: dict[str, object] = {"callback_query_id": query.id}
            else:
                is_old = isinstance(call, EditMessageReplyMarkup) and query.message is not None
                tapped = query.message.message_id if query.message else 0
                own = {"chat_id": chat_id, "message_id": tapped if is_old else self.living[chat_id]}
            with suppress(TelegramBadRequest):  # Telegram rejects this call of our dispatcher, too
                await bot(call.model_copy(update=own))


async def run() -> Report:
    """Tap on both sides in turns, with Telegram over HTTP and without HTTP."""
    rows: list[tuple[Cell, ...]] = []
    async with running_servers() as servers:
        url = await servers.new_database()
        await furnish(url, masters=5, coming_days=10)
        async with (
            running_shop(url, servers.redis_url, polls=False) as shop,
            Simulator() as other,
            Bot(other.token, session=AiohttpSession(api=other.api_server)) as bare_bot,
        ):
            echo = Echo()
            ours = Side(shop.simulator, shop.bot, shop.dispatcher)
            bare = Side(other, bare_bot, _bare_dispatcher(echo))
            for side in (ours, bare):
                await side.bring_in(AT_A_TIME)
            for telegram in (OVER_HTTP, AT_ONCE):
                for tap in TAPS:
                    echo.calls = {data: await _calls_of(ours, data, tap) for data in tap.data}
                    with _answering(telegram):
                        spent = await _spent_in_turns(ours, bare, tap)
                    calls = max(map(len, echo.calls.values()))
                    rows.append(_row(tap, telegram, calls, *spent))
    return Report("Dispatcher", COLUMNS, tuple(rows), NOTES)


def _bare_dispatcher(echo: Echo) -> Dispatcher:
    dispatcher = Dispatcher()
    dispatcher.message.register(echo.on_message)
    dispatcher.callback_query.register(echo.on_tap)
    return dispatcher


async def _calls_of(ours: Side, data: str, tap: Tap) -> list[AnyMethod]:
    """Let one person tap, and return the calls that our dispatcher makes."""
    made_before = len(ours.simulator.calls)
    alone = Side(ours.simulator, ours.bot, ours.dispatcher, ours.people[:1])
    await alone.tap(data, tap.message)
    return ours.simulator.calls[made_before:]


async def _spent_in_turns(ours: Side, bare: Side, tap: Tap) -> tuple[Spent, Spent]:
    spent = Spent(), Spent()
    for _ in range(ROUNDS):
        for data in tap.data:
            for side, sum_of_side in zip((ours, bare), spent, strict=True):
                sum_of_side.add(await side.tap(data, tap.message))
    return spent


def _answering(telegram: str) -> AbstractContextManager[object]:
    async def say_yes(*_: object, **__: object) -> bool:
        return True

    if telegram == OVER_HTTP:
        return nullcontext()
    return patch.object(AiohttpSession, "make_request", say_yes)


def _row(tap: Tap, telegram: str, calls: int, ours: Spent, bare: Spent) -> tuple[Cell, ...]:
    return (
        *(tap.name, telegram, calls, ours.per_second, bare.per_second),
        *(ours.per_second / bare.per_second, ours.cpu_ms, bare.cpu_ms),
    )
