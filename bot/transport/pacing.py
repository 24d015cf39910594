"""Keeps the requests of all processes within Telegram's limits."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from enum import IntEnum
from math import ceil
from typing import Any, Protocol
from weakref import WeakValueDictionary

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import (
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    Response,
    SendChatAction,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType

from bot.transport.long_waits import expect_wait

log = structlog.get_logger(__name__)


class Rank(IntEnum):
    """The priority of a request; lower priorities leave room for higher ones."""

    ANSWER = 0  # to what a user just did, and everything about payments
    NOTIFICATION = 1
    BROADCAST = 2


@dataclass(frozen=True, slots=True)
class Limit:
    """How many messages can be sent within a window, by rank."""

    most: tuple[int, int, int]
    window_ms: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits: in total, per chat, and additionally per group."""

    in_all: tuple[Limit, ...]
    in_chat: tuple[Limit, ...]
    in_group: tuple[Limit, ...]


OF_TELEGRAM = Limits(
    in_all=(Limit((28, 14, 10), 1000), Limit((4, 2, 1), 100)),
    in_chat=(Limit((3, 2, 1), 3200),),
    in_group=(Limit((19, 17, 14), 61_000),),
)
"""Telegram allows 30 a second in total, 1 a second per chat, 20 a minute per group. These are a
little lower and even, because messages that were sent in sequence may arrive at once. However many
notifications there are, half of the messages are left for answers."""

LONGEST_WAIT_S = {Rank.ANSWER: 600, Rank.NOTIFICATION: 1, Rank.BROADCAST: 1}
"""A longer wait raises `TelegramRetryAfter`, as if sent by Telegram. Answers wait in order, and
the user is notified; notifications return to the queue, and let those to others pass."""

SENDING = ("Send", "Copy", "Forward")
NO_MESSAGES: tuple[type[TelegramMethod[Any]], ...] = (SendChatAction,)
EDITS: tuple[type[TelegramMethod[Any]], ...] = (
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
)
"""Telegram counts these in groups; in a private chat each of them answers a tap."""

_rank: ContextVar[Rank] = ContextVar("rank", default=Rank.ANSWER)


def longest_wait_s() -> int:
    """Return how many seconds a request of the current rank may wait."""
    return LONGEST_WAIT_S[_rank.get()]


class Pace(Protocol):
    """Counts requests to Telegram."""

    async def take(self, held_by: Sequence[str], checks: Sequence[tuple[str, int, int]]) -> float:
        """Count one request and return 0, or return the seconds after which to try again.

        A check is a key, the highest number of requests, and the window in milliseconds.
        """
        ...

    async def hold(self, key: str, seconds: float) -> None:
        """Stop all requests held by the key for so long."""
        ...


@contextmanager
def ranked(rank: Rank) -> Iterator[None]:
    """Send requests inside the block with this rank."""
    token = _rank.set(rank)
    try:
        yield
    finally:
        _rank.reset(token)


class Pacing(BaseRequestMiddleware):
    """Delays messages to stay within the limits, and for as long as Telegram says.

    Messages to one chat are sent in sequence, so that a busy chat does not delay others.
    """

    def __init__(self, pace: Pace, limits: Limits = OF_TELEGRAM) -> None:
        self._pace = pace
        self._limits = limits
        self._turns: WeakValueDictionary[tuple[str, Rank], asyncio.Lock] = WeakValueDictionary()
        self._flooded = ("", 0.0)  # the chat of the last 429, and until when that lasts

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make a request as soon as the limits allow it.

        Raises:
            TelegramRetryAfter: the wait would be too long.
        """
        chat = str(getattr(method, "chat_id", ""))
        if _counts(method, chat):
            await self._wait(method, str(bot.id), chat)
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as flood:
            if chat:
                await self._hold(str(bot.id), chat, flood.retry_after)
            raise

    async def _wait(self, method: TelegramMethod[Any], bot: str, chat: str) -> None:
        """Wait for earlier messages to the chat, then for the limits."""
        rank, wait_s = _rank.get(), float(longest_wait_s())
        until_s = asyncio.get_running_loop().time() + wait_s
        turn = self._turns.setdefault((chat, rank), asyncio.Lock())
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until_s), turn:
                wait_s = await self._until_free(bot, chat, rank, until_s)
        if wait_s:
            log.info("telegram_paced", rank=rank.name.lower())
            raise TelegramRetryAfter(method, "paced here", ceil(wait_s))

    async def _until_free(self, bot: str, chat: str, rank: Rank, until_s: float) -> float:
        """Return 0 as soon as the limits allow it, or the seconds if they go beyond `until_s`."""
        while wait_s := await self._take(bot, chat, rank):
            if asyncio.get_running_loop().time() + wait_s > until_s:
                break
            await expect_wait(wait_s)
            await asyncio.sleep(wait_s)
        return wait_s

    async def _take(self, bot: str, chat: str, rank: Rank) -> float:
        limits, in_chat = self._limits, f"{bot}:{chat}"
        of_chat = (*limits.in_chat, *(limits.in_group if _is_group(chat) else ()))
        checks = [
            *((bot, limit.most[rank], limit.window_ms) for limit in limits.in_all),
            *((in_chat, limit.most[rank], limit.window_ms) for limit in of_chat),
        ]
        return await self._pace.take((bot, in_chat), checks)

    async def _hold(self, bot: str, chat: str, seconds: float) -> None:
        """Stop requests to the chat, and to all chats if another one is limited at that time."""
        now_s = asyncio.get_running_loop().time()
        last_chat, lasts_until_s = self._flooded
        self._flooded = (chat, now_s + seconds)
        await self._pace.hold(f"{bot}:{chat}", seconds)
        if last_chat not in {"", chat} and now_s < lasts_until_s:
            await self._pace.hold(bot, seconds)


def _counts(method: TelegramMethod[Any], chat: str) -> bool:
    if isinstance(method, EDITS):
        return _is_group(chat)
    is_sending = type(method).__name__.startswith(SENDING)
    return bool(chat) and is_sending and not isinstance(method, NO_MESSAGES)


def _is_group(chat: str) -> bool:
    """Return whether it is a group or a channel: those have negative ids, or names."""
    return not chat.isdecimal()
