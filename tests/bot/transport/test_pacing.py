"""Messages take their turn; taps, payments' checks and updates never do."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerPreCheckoutQuery,
    EditMessageText,
    GetUpdates,
    Response,
    SendMessage,
    TelegramMethod,
)

from bot.transport import long_waits, pacing
from bot.transport.long_waits import notified_of_long_wait
from bot.transport.pacing import OF_TELEGRAM, Limit, Limits, Pacing, Rank, ranked
from bot.transport.retries import RetryMiddleware
from infra.cache.pacing import MemoryPace

BOT = Bot("123:" + "A" * 30)
GROUP = -100

ONE_A_MINUTE = Limits((Limit((9, 9, 9), 60_000),), (Limit((1, 1, 1), 60_000),), ())
QUICK = Limits((Limit((3, 2, 1), 60),), (Limit((1, 1, 1), 20),), ())


class Telegram:
    """Takes requests, and refuses some."""

    def __init__(self, *floods: int) -> None:
        self.floods = list(floods)
        self.requests: list[TelegramMethod[Any]] = []

    async def __call__(self, _bot: Bot, method: TelegramMethod[Any]) -> Response[Any]:
        self.requests.append(method)
        if self.floods:
            raise TelegramRetryAfter(method, "flood", self.floods.pop(0))
        return Response(ok=True, result=True)

    @property
    def chats(self) -> list[object]:
        return [getattr(method, "chat_id", None) for method in self.requests]


class CountingPace(MemoryPace):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Sequence[tuple[str, int, int]]] = []

    async def take(self, held_by: Sequence[str], checks: Sequence[tuple[str, int, int]]) -> float:
        self.asked.append(checks)
        return await super().take(held_by, checks)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "LONGEST_WAIT_S", dict.fromkeys(Rank, 1))


def message(chat_id: int = 1) -> SendMessage:
    return SendMessage(chat_id=chat_id, text="hello")


async def test_what_answers_somebody_who_waits_is_never_held_up() -> None:
    pace, telegram = CountingPace(), Telegram()
    paced = Pacing(pace)
    for method in (
        AnswerCallbackQuery(callback_query_id="1"),
        AnswerPreCheckoutQuery(pre_checkout_query_id="1", ok=True),
        GetUpdates(),
        EditMessageText(chat_id=1, message_id=1, text="screen"),
    ):
        await paced(telegram, BOT, method)
    assert not pace.asked
    assert len(telegram.requests) == 4


async def test_in_groups_edits_count_as_messages() -> None:
    pace = CountingPace()
    edit = EditMessageText(chat_id=GROUP, message_id=1, text="digest")
    await Pacing(pace)(Telegram(), BOT, edit)
    (checks,) = pace.asked
    windows = {window for _, _, window in checks}
    assert windows == {limit.window_ms for limits in _all(OF_TELEGRAM) for limit in limits}


async def test_who_would_wait_too_long_hears_of_it_and_nothing_is_sent() -> None:
    paced, telegram = Pacing(MemoryPace(), ONE_A_MINUTE), Telegram()
    await paced(telegram, BOT, message())
    with pytest.raises(TelegramRetryAfter):
        await paced(telegram, BOT, message())
    await paced(telegram, BOT, message(chat_id=2))
    assert telegram.chats == [1, 2]


async def test_a_user_who_waits_long_is_notified_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_waits, "LONG_S", 0.01)
    limits = Limits((Limit((9, 9, 9), 60_000),), (Limit((1, 1, 1), 100),), ())
    paced, telegram, notified = Pacing(MemoryPace(), limits), Telegram(), []

    async def notify() -> None:
        notified.append("once")

    with notified_of_long_wait(notify):
        for _ in range(3):
            await paced(telegram, BOT, message())
    assert len(telegram.requests) == 3
    assert notified == ["once"]


async def test_answers_keep_half_of_the_limit_whatever_is_broadcast() -> None:
    most = OF_TELEGRAM.in_all[0].most
    assert most[Rank.NOTIFICATION] <= most[Rank.ANSWER] / 2
    assert most[Rank.BROADCAST] < most[Rank.NOTIFICATION]


async def test_a_notice_is_not_waited_for_but_told_when_to_come_again() -> None:
    limits = Limits((Limit((9, 9, 9), 60_000),), (Limit((1, 1, 1), 3_000),), ())
    insisting, paced, telegram = RetryMiddleware(), Pacing(MemoryPace(), limits), Telegram()

    async def send() -> None:
        with ranked(Rank.NOTIFICATION):
            await insisting(partial(paced, telegram), BOT, message())

    await send()
    with pytest.raises(TelegramRetryAfter) as told:
        await send()
    assert told.value.retry_after == 3
    assert len(telegram.requests) == 1


async def test_one_chat_with_many_messages_does_not_take_the_turn_of_others() -> None:
    paced, telegram = Pacing(MemoryPace(), QUICK), Telegram()
    crowd = [message(1) for _ in range(8)]
    others = [message(2), message(3)]
    await asyncio.gather(*(paced(telegram, BOT, method) for method in (*crowd, *others)))
    assert {2, 3} <= set(telegram.chats[:5])
    assert len(telegram.chats) == 10


async def test_answers_find_room_that_notices_leave() -> None:
    limits = Limits((Limit((3, 2, 1), 60_000),), (), ())
    paced, telegram = Pacing(MemoryPace(), limits), Telegram()

    async def send(chat_id: int, rank: Rank) -> None:
        with ranked(rank):
            await paced(telegram, BOT, message(chat_id))

    await send(1, Rank.BROADCAST)
    with pytest.raises(TelegramRetryAfter):
        await send(2, Rank.BROADCAST)
    await send(3, Rank.NOTIFICATION)
    with pytest.raises(TelegramRetryAfter):
        await send(4, Rank.NOTIFICATION)
    await send(5, Rank.ANSWER)
    assert telegram.chats == [1, 3, 5]


async def test_what_telegram_says_holds_for_everybody_who_writes_to_the_chat() -> None:
    pace, telegram = MemoryPace(), Telegram(60)
    one, two = Pacing(pace), Pacing(pace)
    with pytest.raises(TelegramRetryAfter):
        await one(telegram, BOT, message(1))
    with pytest.raises(TelegramRetryAfter):
        await two(telegram, BOT, message(1))
    await two(telegram, BOT, message(2))
    assert telegram.chats == [1, 2]


async def test_where_several_chats_are_flooded_it_holds_for_all() -> None:
    paced, telegram = Pacing(MemoryPace()), Telegram(60, 60)
    for chat_id in (1, 2, 3):
        with pytest.raises(TelegramRetryAfter):
            await paced(telegram, BOT, message(chat_id))
    assert telegram.chats == [1, 2]


def _all(limits: Limits) -> tuple[tuple[Limit, ...], ...]:
    return limits.in_all, limits.in_chat, limits.in_group
