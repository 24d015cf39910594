"""What is handled, when, and what is left out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.transport.updates import intake as intake_module
from bot.transport.updates.intake import AT_ONCE, Intake
from bot.transport.updates.rate_limit import Rate, rates_for
from tests.bot.transport.kit import ChargeStore, MemoryInbox, RecordingHandler, build_intake
from tests.support.waiting import wait_until

MALLORY, ANNA = 13, 5
PAYMENT = {"telegram_payment_charge_id": "tg", "total_amount": 1, "currency": "EUR"}


def message(number: int, person: int = ANNA, text: str = "hello", **parts: Any) -> dict[str, Any]:
    chat = {"id": person, "type": "private"}
    content = {"chat": chat, "from": {"id": person}, "text": text, **parts}
    return {"update_id": number, "message": content}


def tap(number: int, person: int = ANNA, data: str = "home", on: int = 1) -> dict[str, Any]:
    tapped = {"message_id": on, "chat": {"id": person, "type": "private"}}
    return {
        "update_id": number,
        "callback_query": {"from": {"id": person}, "data": data, "message": tapped},
    }


def checkout(number: int, person: int = ANNA) -> dict[str, Any]:
    return {"update_id": number, "pre_checkout_query": {"from": {"id": person}}}


class Process:
    """An intake with all that it works with."""

    def __init__(self, rates: tuple[Rate, ...] = (), inbox: MemoryInbox | None = None) -> None:
        self.handler, self.inbox, self.store = (
            RecordingHandler(),
            inbox or MemoryInbox(),
            ChargeStore(),
        )
        self.intake: Intake = build_intake(self.handler, self.inbox, self.store, rates)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with self.intake.running(is_alone=True):
            yield

    async def until_handled(self, count: int) -> None:
        await wait_until(lambda: len(self.handler.handled) >= count)

    async def until_all_written(self) -> None:
        await wait_until(lambda: not self.inbox.unfinished)


async def test_updates_of_one_person_are_handled_one_at_a_time_and_in_order() -> None:
    process = Process()
    async with process.running():
        await process.intake.accept([message(number) for number in range(50)])
        await process.until_handled(50)
    assert process.handler.handled == list(range(50))
    assert process.handler.most_at_once[ANNA] == 1


async def test_one_person_who_sends_much_takes_no_place_from_others() -> None:
    process = Process()
    process.handler.held = {MALLORY}
    async with process.running():
        flood = [message(number, MALLORY, str(number)) for number in range(AT_ONCE * 3)]
        await process.intake.accept(flood)
        await process.intake.accept([message(1000), tap(1001, 6), checkout(1002, 7)])
        await process.until_handled(3)
        assert set(process.handler.handled) == {1000, 1001, 1002}
        process.handler.released.set()


async def test_taps_and_checkouts_wait_for_no_messages() -> None:
    process = Process()
    people = range(100, 100 + AT_ONCE)
    process.handler.held = set(people)
    async with process.running():
        await process.intake.accept([message(person, person) for person in people])
        await process.intake.accept([tap(1000), checkout(1001, MALLORY)])
        await process.until_handled(2)
        assert set(process.handler.handled) == {1000, 1001}
        process.handler.released.set()


async def test_money_is_handled_although_its_payer_is_over_the_limit() -> None:
    process = Process(rates=(Rate(1, 60),))
    async with process.running():
        await process.intake.accept(
            [message(1), message(2), message(3, successful_payment=PAYMENT), checkout(4)]
        )
        await process.until_handled(3)
    assert set(process.handler.handled) == {1, 3, 4}
    assert len(process.store.stored) == 1


async def test_of_many_commands_that_wait_the_last_is_answered() -> None:
    process = Process()
    async with process.running():
        commands = [message(number, text="/start") for number in range(10)]
        await process.intake.accept([*commands, message(10, text="/visits"), message(11)])
        await process.until_all_written()
    assert process.handler.handled == [10, 11]


async def test_the_same_tap_that_waits_twice_is_handled_once_and_answered_twice() -> None:
    process = Process()
    process.handler.held = {ANNA}
    async with process.running():
        await process.intake.accept([message(1)])
        await asyncio.sleep(0)
        await process.intake.accept([tap(2), tap(3), tap(4, data="help"), tap(5, on=2)])
        process.handler.released.set()
        await process.until_all_written()
    assert process.handler.handled == [1, 3, 4, 5]
    assert process.handler.dismissed == [2]


async def test_an_album_is_one_message() -> None:
    process = Process()
    async with process.running():
        await process.intake.accept([message(n, media_group_id="album") for n in range(5)])
        await process.intake.accept([message(5, media_group_id="another"), message(6)])
        await process.until_all_written()
    assert process.handler.handled == [0, 5, 6]


async def test_who_sends_too_much_is_told_once() -> None:
    process = Process(rates=(Rate(3, 60),))
    async with process.running():
        await process.intake.accept([tap(n, MALLORY, data=str(n)) for n in range(10)])
        await process.intake.accept([message(10)])
        await process.until_all_written()
    assert sorted(process.handler.handled) == [0, 1, 2, 10]
    assert process.handler.refused == [3]


async def test_an_update_that_comes_again_is_handled_once_by_all_processes() -> None:
    inbox = MemoryInbox()
    one, other = Process(inbox=inbox), Process(inbox=inbox)
    async with one.running(), other.running():
        await one.intake.accept([message(1), message(1)])
        await one.intake.accept([message(1)])
        await other.intake.accept([message(1), message(2)])
        await other.until_handled(1)
        await one.until_all_written()
    assert (one.handler.handled, other.handler.handled) == ([1], [2])


async def test_updates_of_a_process_that_was_killed_are_handled_by_the_next() -> None:
    inbox = MemoryInbox()
    killed = Process(inbox=inbox)
    killed.handler.held = {ANNA}
    await killed.intake.accept([message(1), message(2), message(3, MALLORY)])  # it never ran on
    following = Process(inbox=inbox)
    async with following.running():
        await following.until_handled(3)
    assert sorted(following.handler.handled) == [1, 2, 3]
    assert not inbox.unfinished


async def test_at_the_end_running_updates_finish_and_waiting_ones_are_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intake_module, "FINISH_TIMEOUT_S", 30.0)
    inbox = MemoryInbox()
    process = Process(inbox=inbox)
    process.handler.held = {ANNA}
    async with process.running():
        await process.intake.accept([message(1), message(2)])
        await wait_until(lambda: process.handler.at_once[ANNA] == 1)
        asyncio.get_running_loop().call_later(0.05, process.handler.released.set)
    assert process.handler.handled == [1]
    assert inbox.unfinished == {2}


async def test_without_the_database_updates_are_handled_all_the_same_and_once() -> None:
    process = Process()
    process.inbox.is_away = True
    async with process.running():
        await process.intake.accept([message(1)])
        await process.intake.accept([message(1), message(2)])
        await process.until_handled(2)
    assert process.handler.handled == [1, 2]


async def test_charges_that_cannot_be_stored_are_asked_for_again_and_handled_once() -> None:
    process = Process()
    process.store.failures = 1
    async with process.running():
        updates = [message(1), message(2, successful_payment=PAYMENT)]
        with pytest.raises(ConnectionError):
            await process.intake.accept(updates)
        assert process.handler.handled == []
        await process.intake.accept(updates)
        await process.until_handled(2)
    assert sorted(process.handler.handled) == [1, 2]


async def test_it_is_full_while_too_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_module, "MOST_WAITING", 3)
    process = Process()
    process.handler.held = {ANNA}
    async with process.running():
        await process.intake.accept([message(number) for number in range(3)])
        assert process.intake.is_full
        process.handler.released.set()
        await process.intake.until_room()
        await process.until_all_written()
    assert not process.intake.is_full


def test_a_third_of_a_minute_may_come_within_ten_seconds() -> None:
    assert rates_for(60) == (Rate(20, 10.0), Rate(60, 60.0))
    assert rates_for(0) == ()
