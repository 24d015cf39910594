"""A master runs late: who comes next is told, and stays, moves or cancels free of charge."""

import pytest

from bot.callbacks.booking import ChooseDay, ChooseStart, ConfirmBooking
from bot.callbacks.changes import CancelFromNotification, ConfirmVisit, MoveFromNotification
from bot.callbacks.delays import RunLateTap
from bot.callbacks.values import minute_of
from bot.callbacks.visits import AskCancel, CancelVisitTap, MoveVisit
from demo.simulator import Person
from domain.clients.phones import shown_phone
from domain.visit.delays import Delay
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin, master
from tests.e2e.support.texts import BOOKED, CANCELLED, DAYS, NO_SUCH_VISIT
from tests.e2e.support.walks import book, data_of, tap, to_visit
from tests.support.database import at

FIRST, SECOND = at(10, day=2), at(11, day=2)
LATE_NEWS = "We are running late"


@pytest.fixture
async def bob(scene: Scene) -> Person:
    """A client whose visit to Mia comes right after Anna's, on Wednesday at eleven."""
    anna, bob = await scene.welcome(), await scene.welcome("Bob")
    await book(anna, FIRST, scene.salon.haircut, master_id=scene.salon.mia)
    await book(bob, SECOND, scene.salon.haircut, master_id=scene.salon.mia)
    (first, second) = await scene.items()
    assert first.blocked_until == second.start_at
    return bob


@pytest.fixture
async def mia(scene: Scene, bob: Person) -> Person:
    """Their master, in the middle of Anna's visit; everything else has been delivered."""
    await scene.change_policies(
        min_advance_minutes=0, cancel_lock_minutes=24 * 60, reschedule_lock_minutes=24 * 60
    )
    mia = await master(scene, scene.salon.mia)
    scene.clock.moment = at(10, 30, day=2)
    await scene.bot.deliver()
    await mia.send("/visit 1")
    return mia


def news(person: Person) -> list[str]:
    """Return what somebody was told of being late."""
    return [m.text for m in person.chat.from_bot if m.text.startswith("⏱") and LATE_NEWS in m.text]


async def say(scene: Scene, mia: Person, delay: Delay, visit: int = 1) -> None:
    """Tap it on the card of a visit, and let the worker tell."""
    await tap(mia, RunLateTap(booking_id=visit, delay=delay))
    await scene.bot.deliver()


async def test_the_next_client_is_told_and_who_sits_there_is_not(
    scene: Scene, bob: Person, mia: Person
) -> None:
    await say(scene, mia, Delay.FIFTEEN)
    assert "1 client is told" in mia.notices[-1].text
    assert "Goes on about 15 min longer" in mia.screen.text
    assert LATE_NEWS in bob.screen.text
    assert "about 15 min later: at 11:15" in bob.screen.text
    assert [
        len(data_of(kind, bob.screen))
        for kind in (ConfirmVisit, MoveFromNotification, CancelFromNotification)
    ] == ([1, 1, 1])
    anna, *_ = scene.simulator.people
    assert news(anna) == []


async def test_who_stays_is_thanked_and_the_card_shows_when_it_begins(
    scene: Scene, bob: Person, mia: Person
) -> None:
    await say(scene, mia, Delay.FIFTEEN)
    await tap(bob, ConfirmVisit)
    assert "look forward" in bob.notices[-1].text
    assert BOOKED in bob.screen.text
    assert "Running about 15 min late: expected at 11:15" in bob.screen.text
    assert (await scene.bookings())[1].confirmed_by_client_at == at(10, 30, day=2)


async def test_who_would_rather_not_wait_moves_within_the_lock_window(
    scene: Scene, bob: Person, mia: Person
) -> None:
    await to_visit(bob, (await scene.bookings())[1].id)
    assert not data_of(MoveVisit, bob.screen)
    await say(scene, mia, Delay.FIFTEEN)
    await tap(bob, MoveFromNotification)
    assert DAYS in bob.screen.text
    start = at(15, day=2)
    await tap(bob, ChooseDay(ordinal=start.toordinal()))
    await tap(bob, ChooseStart(minute=minute_of(start)))
    await tap(bob, ConfirmBooking)
    booking = (await scene.bookings())[1]
    assert (booking.starts_at, booking.late_minutes) == (start, 0)
    assert "late" not in bob.screen.text


async def test_or_cancels_even_when_the_agreed_time_has_passed(
    scene: Scene, bob: Person, mia: Person
) -> None:
    await say(scene, mia, Delay.THIRTY)
    scene.clock.moment = at(11, 20, day=2)
    await tap(bob, CancelFromNotification)
    await tap(bob, CancelVisitTap)
    assert CANCELLED in bob.screen.text


async def test_the_same_tap_again_tells_nobody_twice(
    scene: Scene, bob: Person, mia: Person
) -> None:
    await say(scene, mia, Delay.FIFTEEN)
    await say(scene, mia, Delay.FIFTEEN)
    assert "nobody is told twice" in mia.notices[-1].text
    assert len(news(bob)) == 1
    await say(scene, mia, Delay.THIRTY)
    await say(scene, mia, Delay.FIFTEEN)
    assert ["15 min" in words for words in news(bob)] == [True, False, True]


async def test_buttons_of_before_lead_to_what_holds_when_we_are_on_time_after_all(
    scene: Scene, bob: Person, mia: Person
) -> None:
    await say(scene, mia, Delay.FIFTEEN)
    old = bob.screen
    await say(scene, mia, Delay.ON_TIME)
    assert "On time after all" in bob.screen.text
    assert "at 11:00" in bob.screen.text
    for kind, words in (
        (MoveFromNotification, "too late to move"),
        (CancelFromNotification, "too late to cancel"),
        (ConfirmVisit, BOOKED),
    ):
        await bob.tap_data(data_of(kind, old)[0], message=old)
        assert words in bob.shown(old).text
    assert "late" not in bob.shown(old).text
    assert (await scene.bookings())[1].status == "confirmed"


async def test_an_admin_says_it_for_a_master_and_the_card_shows_it_to_the_client(
    scene: Scene, bob: Person, mia: Person
) -> None:
    kim = await admin(scene)
    await to_visit(bob, (await scene.bookings())[1].id)
    await kim.send("/visit 2")
    await say(scene, kim, Delay.TEN, visit=2)
    assert "Running about 10 min late" in kim.screen.text
    assert any("at 11:10" in words for words in news(bob))
    await to_visit(bob, (await scene.bookings())[1].id)
    assert "expected at 11:10" in bob.screen.text
    assert data_of(AskCancel, bob.screen)


async def test_nobody_else_says_it(scene: Scene, bob: Person, mia: Person) -> None:
    forged = RunLateTap(booking_id=1, delay=Delay.THIRTY).pack()
    tom = await master(scene, scene.salon.tom, "Tom")
    await book(bob, at(16, day=2), scene.salon.haircut, master_id=scene.salon.tom)
    await tom.send("/visit 3")
    await tom.tap_data(forged)
    assert NO_SUCH_VISIT in tom.screen.text
    await bob.start()
    await bob.tap_data(forged)
    assert [row.late_minutes for row in await scene.bookings()] == [0, 0, 0]


async def test_it_is_said_on_the_day_of_the_visit_until_it_is_over(
    scene: Scene, bob: Person, mia: Person
) -> None:
    scene.clock.moment = at(10, 30, day=1)
    await mia.send("/visit 1")
    assert not data_of(RunLateTap, mia.screen)
    scene.clock.moment = at(11, 29, day=2)
    await mia.send("/visit 1")
    buttons = data_of(RunLateTap, mia.screen)
    assert len(buttons) == 4
    scene.clock.moment = at(11, 30, day=2)
    await mia.tap(buttons[0])
    assert "Nobody can be late for this visit" in mia.screen.text


async def test_a_client_without_a_chat_is_phoned(scene: Scene, bob: Person, mia: Person) -> None:
    kim = await admin(scene)
    booking = (await scene.bookings())[1]
    await scene.database.change(tables.users, booking.client_id, telegram_id=None, phone="+491701")
    await say(scene, mia, Delay.FIFTEEN)
    scene.clock.advance(minutes=2)
    await scene.bot.deliver()
    told = [message.text for message in kim.chat.from_bot]
    assert any(
        "could not be delivered" in words and shown_phone("+491701") in words for words in told
    )
