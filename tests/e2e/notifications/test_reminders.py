"""Reminders: they come when their time has come, and every answer to them is a tap away."""

from datetime import datetime, time

import pytest

from bot.callbacks.booking import ChooseDay, ChooseStart, ConfirmBooking
from bot.callbacks.changes import CancelFromNotification, ConfirmVisit, MoveFromNotification
from bot.callbacks.values import minute_of
from bot.callbacks.visits import CancelVisitTap
from demo.simulator import Person, ShownMessage
from domain.schedule.model import LateReminder
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED, CANCELLED, DAYS, NO_SUCH_VISIT
from tests.e2e.support.walks import book, data_of, move, tap, to_visit
from tests.support.database import at

REMINDER = "Your visit is coming up"


def reminders_of(person: Person) -> list[ShownMessage]:
    return [message for message in person.chat.from_bot if REMINDER in message.text]


async def wait_until(scene: Scene, moment: datetime) -> None:
    """Move the clock, and deliver what is due by then."""
    scene.clock.moment = moment
    await scene.bot.deliver()


@pytest.fixture
async def reminded(scene: Scene, anna: Person) -> Person:
    """Anna, a day before her visit of Wednesday at ten, with the reminder before her."""
    await book(anna, at(10, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    await wait_until(scene, at(10, day=1))
    assert REMINDER in anna.screen.text
    return anna


async def test_reminders_come_at_the_lead_times_and_not_before(scene: Scene, anna: Person) -> None:
    await book(anna, at(10, day=2), scene.salon.haircut)
    await wait_until(scene, at(9, 59, day=1))
    assert reminders_of(anna) == []
    await wait_until(scene, at(10, day=1))
    assert len(reminders_of(anna)) == 1
    assert "Wednesday, March 6" in anna.screen.text
    await wait_until(scene, at(7, day=2))
    assert len(reminders_of(anna)) == 2
    await wait_until(scene, at(10, day=2))
    assert len(reminders_of(anna)) == 2


async def test_a_client_who_will_come_is_thanked_and_the_staff_can_see_it(
    scene: Scene, reminded: Person
) -> None:
    await tap(reminded, ConfirmVisit)
    assert "look forward" in reminded.notices[-1].text
    assert BOOKED in reminded.screen.text
    (booking,) = await scene.bookings()
    assert booking.confirmed_by_client_at == at(10, day=1)


async def test_the_visit_is_moved_from_the_reminder(scene: Scene, reminded: Person) -> None:
    message_id = reminded.screen.id
    await tap(reminded, MoveFromNotification)
    assert DAYS in reminded.screen.text
    assert reminded.screen.id == message_id
    start = at(15, day=3)
    await tap(reminded, ChooseDay(ordinal=start.toordinal()))
    await tap(reminded, ChooseStart(minute=minute_of(start)))
    await tap(reminded, ConfirmBooking)
    (booking,) = await scene.bookings()
    assert (booking.starts_at, booking.status) == (start, "confirmed")
    await wait_until(scene, at(12, day=2))
    assert reminders_of(reminded) == []
    await wait_until(scene, at(15, day=2))
    assert "Thursday, March 7" in reminders_of(reminded)[-1].text


async def test_a_moved_visit_is_no_longer_confirmed(scene: Scene, reminded: Person) -> None:
    await tap(reminded, ConfirmVisit)
    await move(reminded, at(15, day=3))
    (booking,) = await scene.bookings()
    assert booking.confirmed_by_client_at is None


async def test_the_visit_is_cancelled_from_the_reminder(scene: Scene, reminded: Person) -> None:
    await tap(reminded, CancelFromNotification)
    assert "Cancel this visit?" in reminded.screen.text
    await tap(reminded, CancelVisitTap)
    assert CANCELLED in reminded.screen.text
    await wait_until(scene, at(7, day=2))
    assert reminders_of(reminded) == []


async def test_a_late_cancel_from_the_reminder_is_denied_and_explained(
    scene: Scene, anna: Person
) -> None:
    await scene.change_policies(cancel_lock_minutes=24 * 60)
    await book(anna, at(10, day=2), scene.salon.haircut)
    await wait_until(scene, at(7, day=2))
    assert not data_of(CancelFromNotification, anna.screen)
    assert "you could cancel it here" in anna.screen.text
    await anna.tap_data(CancelFromNotification(booking_id=1).pack())
    assert "too late to cancel" in anna.screen.text
    assert "24 hours" in anna.screen.text
    (booking,) = await scene.bookings()
    assert booking.status == "confirmed"


async def test_a_visit_that_was_cancelled_or_moved_is_not_reminded_of(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10, day=2), scene.salon.haircut)
    await move(anna, at(10, day=4))
    await wait_until(scene, at(12, day=2))
    assert reminders_of(anna) == []
    (booking,) = await scene.bookings()
    await scene.database.change(tables.bookings, booking.id, status="cancelled")
    await wait_until(scene, at(12, day=3))
    assert reminders_of(anna) == []


async def test_a_visit_booked_inside_a_lead_time_follows_the_rule(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await scene.bot.deliver()
    assert len(reminders_of(anna)) == 1
    await scene.change_policies(late_reminder=LateReminder.SKIP)
    await book(anna, at(14), scene.salon.haircut)
    await wait_until(scene, at(10, 59))
    assert len(reminders_of(anna)) == 1


async def test_nobody_is_reminded_in_quiet_hours(scene: Scene, anna: Person) -> None:
    await scene.change_policies(quiet_from=time(20), quiet_until=time(9))
    await book(anna, at(10, day=2), scene.salon.haircut)
    await wait_until(scene, at(19, 54, day=1))
    assert len(reminders_of(anna)) == 1  # the day before
    await wait_until(scene, at(19, 55, day=1))
    assert len(reminders_of(anna)) == 2  # that of three hours before, moved ahead


async def test_a_worker_that_was_away_does_not_wake_people_up(scene: Scene, anna: Person) -> None:
    await scene.change_policies(
        quiet_from=time(20), quiet_until=time(9), reminder_lead_minutes=(180,)
    )
    await book(anna, at(10, day=2), scene.salon.haircut)
    await wait_until(scene, at(23, day=1))
    assert reminders_of(anna) == []
    await wait_until(scene, at(9, day=2))
    assert len(reminders_of(anna)) == 1


async def test_a_worker_that_was_away_reminds_once(scene: Scene, anna: Person) -> None:
    await book(anna, at(10, day=2), scene.salon.haircut)
    await wait_until(scene, at(8, day=2))  # when both reminders are due
    assert len(reminders_of(anna)) == 1


async def test_a_reminder_that_is_older_than_the_change_says_so(
    scene: Scene, reminded: Person
) -> None:
    old = reminded.screen
    (booking,) = await scene.bookings()
    await to_visit(reminded, booking.id)
    await move(reminded, at(15, day=3))
    await reminded.tap_data(data_of(ConfirmVisit, old)[0], message=old.id)
    assert "another time by now" in reminded.screen.text
    (booking,) = await scene.bookings()
    assert booking.confirmed_by_client_at is None


async def test_an_old_reminder_of_a_cancelled_visit_leads_to_the_visit(
    scene: Scene, reminded: Person
) -> None:
    (booking,) = await scene.bookings()
    await scene.database.change(tables.bookings, booking.id, status="cancelled")
    await tap(reminded, ConfirmVisit)
    assert "can no longer be changed" in reminded.screen.text


@pytest.mark.parametrize("kind", [ConfirmVisit, MoveFromNotification, CancelFromNotification])
async def test_the_buttons_of_a_reminder_do_nothing_for_a_stranger(
    scene: Scene,
    reminded: Person,
    kind: type[ConfirmVisit | MoveFromNotification | CancelFromNotification],
) -> None:
    (data,) = data_of(kind, reminded.screen)
    mallory = await scene.welcome("Mallory")
    before = await scene.bookings()
    await mallory.tap_data(data)
    assert NO_SUCH_VISIT in mallory.screen.text
    assert await scene.bookings() == before
