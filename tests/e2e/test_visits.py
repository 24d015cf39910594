"""My visits: the list, moving, cancelling, and the file for the calendar."""

from datetime import datetime

import pytest
from aiogram.filters.callback_data import CallbackData
from icalendar import Calendar, Event
from icalendar.enums import STATUS

from bot.callbacks import (
    AskCancel,
    CancelVisitTap,
    ChooseDay,
    ChooseStart,
    ConfirmBooking,
    MoveVisit,
    OpenVisit,
    OpenVisits,
    Page,
    SendCalendarFile,
    ShowVisits,
    minute_of,
)
from demo.simulator import Person
from domain.shared.ids import BookingId
from infra.db import tables
from tests.e2e.scene import Scene
from tests.e2e.walking import book, data_of, tap, to_visit
from tests.e2e.words import BOOKED, NO_VISITS
from tests.workshop import at


@pytest.fixture
async def anna(scene: Scene) -> Person:
    return await scene.welcome()


async def _move(anna: Person, start_at: datetime) -> None:
    """Move the visit that is on the screen."""
    await tap(anna, MoveVisit)
    await tap(anna, ChooseDay(ordinal=start_at.toordinal()))
    await tap(anna, ChooseStart(minute=minute_of(start_at)))
    await tap(anna, ConfirmBooking)


async def _book_days(scene: Scene, anna: Person, *days: int) -> None:
    for day in days:
        await anna.start()
        await book(anna, at(10, day=day), scene.salon.haircut)


async def test_without_visits_the_list_offers_to_book(anna: Person) -> None:
    await tap(anna, OpenVisits)
    assert NO_VISITS in anna.screen.text
    await tap(anna, ShowVisits)
    assert "No past visits" in anna.screen.text


async def test_the_list_has_pages_of_coming_visits(scene: Scene, anna: Person) -> None:
    await _book_days(scene, anna, 0, 1, 2, 3, 4, 7)
    await anna.start()
    await tap(anna, OpenVisits)
    assert len(data_of(OpenVisit, anna.screen)) == 5
    await tap(anna, Page(number=1))
    (sixth,) = data_of(OpenVisit, anna.screen)
    assert anna.screen.button(sixth).text.startswith("Mon, Mar 11")
    await tap(anna, Page(number=0))
    assert len(data_of(OpenVisit, anna.screen)) == 5


async def test_a_visit_passes_from_the_coming_to_the_past(scene: Scene, anna: Person) -> None:
    await _book_days(scene, anna, 0, 1)
    scene.clock.advance(hours=6)
    await anna.start()
    await tap(anna, OpenVisits)
    assert len(data_of(OpenVisit, anna.screen)) == 1
    await tap(anna, ShowVisits)
    assert "Mon, Mar 4, 2030" in anna.screen.text
    await tap(anna, OpenVisit)
    assert "has begun or is over" in anna.screen.text
    assert not data_of(MoveVisit, anna.screen)
    assert not data_of(AskCancel, anna.screen)


async def test_nobody_sees_the_visits_of_another(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    ben = await scene.welcome("Ben")
    await tap(ben, OpenVisits)
    assert NO_VISITS in ben.screen.text


async def test_a_visit_is_moved_to_another_day(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await _move(anna, at(15, day=1))
    assert "Tuesday, March 5" in anna.screen.text
    (booking,) = await scene.bookings()
    assert (booking.status, booking.version, booking.starts_at) == ("confirmed", 2, at(15, day=1))
    (item,) = await scene.items()
    assert (item.start_at, item.master_id) == (at(15, day=1), scene.salon.mia)


async def test_a_visit_is_moved_into_its_own_old_time(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await _move(anna, at(10, 30))
    (item,) = await scene.items()
    assert (item.start_at, item.end_at) == (at(10, 30), at(11, 30))


async def test_a_moved_visit_keeps_the_price_that_was_agreed(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await scene.workshop.change(tables.services, scene.salon.haircut, price_minor=9900)
    await _move(anna, at(12))
    assert "€30" in anna.screen.text
    (booking,) = await scene.bookings()
    assert booking.price_minor == 3000


async def test_the_old_time_of_a_moved_visit_is_free_for_others(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await _move(anna, at(15))
    ben = await scene.welcome("Ben")
    await book(ben, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    assert await scene.count() == 2


async def test_a_visit_is_cancelled_after_a_question(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await tap(anna, AskCancel)
    assert "Cancel this visit?" in anna.screen.text
    (booking,) = await scene.bookings()
    assert booking.status == "confirmed"
    await tap(anna, CancelVisitTap)
    assert "cancelled" in anna.screen.text
    assert anna.notices[-1].text == "Your visit is cancelled."
    (booking,) = await scene.bookings()
    assert booking.status == "cancelled"
    ben = await scene.welcome("Ben")
    await book(ben, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    assert await scene.count() == 2


@pytest.mark.parametrize(
    ("act", "words"), [(AskCancel, "too late to cancel"), (MoveVisit, "too late to move")]
)
async def test_within_the_lock_window_a_visit_can_neither_be_cancelled_nor_moved(
    scene: Scene, anna: Person, act: type[CallbackData], words: str
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    scene.clock.advance(minutes=60)
    await tap(anna, act)
    assert words in anna.screen.text
    assert "1 hour" in anna.screen.text


async def test_a_lock_window_that_begins_meanwhile_stops_the_cancelling(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, AskCancel)
    scene.clock.advance(minutes=60)
    await tap(anna, CancelVisitTap)
    assert "too late to cancel" in anna.screen.text
    (booking,) = await scene.bookings()
    assert booking.status == "confirmed"


async def test_a_lock_window_that_begins_meanwhile_stops_the_moving(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, MoveVisit)
    await tap(anna, ChooseDay(ordinal=at(15).toordinal()))
    await tap(anna, ChooseStart(minute=minute_of(at(15))))
    scene.clock.advance(minutes=60)
    await tap(anna, ConfirmBooking)
    assert "too late to move" in anna.screen.text
    (item,) = await scene.items()
    assert item.start_at == at(10)


async def test_before_the_lock_window_a_visit_is_cancelled(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    scene.clock.advance(minutes=59)
    await tap(anna, AskCancel)
    await tap(anna, CancelVisitTap)
    (booking,) = await scene.bookings()
    assert booking.status == "cancelled"


async def test_a_cancelled_visit_stands_among_the_past_ones(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, AskCancel)
    await tap(anna, CancelVisitTap)
    await anna.start()
    await tap(anna, OpenVisits)
    assert NO_VISITS in anna.screen.text
    await tap(anna, ShowVisits)
    assert "cancelled" in anna.screen.text


def _event_of(anna: Person) -> tuple[Calendar, Event]:
    """Read the newest file as a calendar program does."""
    calendar = Calendar.from_ical(anna.files[-1].data.decode())
    assert isinstance(calendar, Calendar)
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return calendar, event


async def test_the_calendar_file_has_the_times_of_the_visit(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, SendCalendarFile)
    calendar, event = _event_of(anna)
    assert anna.files[-1].name == "visit-2030-03-04.ics"
    assert (calendar.method, event.status) == ("PUBLISH", STATUS.CONFIRMED)
    assert (event.start, event.end) == (at(10), at(11))
    assert event.summary == "Haircut · Salon Sonne"
    assert "Hauptstraße 5" in (event.location or "")
    assert BOOKED in anna.screen.text


async def test_later_calendar_files_move_the_entry_and_remove_it(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, SendCalendarFile)
    _, booked = _event_of(anna)
    await _move(anna, at(15))
    await tap(anna, SendCalendarFile)
    _, moved = _event_of(anna)
    await tap(anna, AskCancel)
    await tap(anna, CancelVisitTap)
    await tap(anna, SendCalendarFile)
    calendar, cancelled = _event_of(anna)

    assert booked.uid == moved.uid == cancelled.uid
    assert booked.sequence < moved.sequence < cancelled.sequence
    assert moved.start == at(15)
    assert (calendar.method, cancelled.status) == ("CANCEL", STATUS.CANCELLED)


async def test_a_visit_is_found_again_from_the_menu(scene: Scene, anna: Person) -> None:
    await book(anna, at(10), scene.salon.haircut)
    booked = anna.screen.text
    (booking,) = await scene.bookings()
    await to_visit(anna, BookingId(booking.id))
    assert anna.screen.text == booked


async def test_visits_of_two_lengths_are_listed_by_their_start(scene: Scene, anna: Person) -> None:
    await book(anna, at(15), scene.salon.haircut)
    await anna.start()
    await book(anna, at(10), scene.salon.colouring)
    await anna.start()
    await tap(anna, OpenVisits)
    assert anna.screen.text.index("10:00") < anna.screen.text.index("3:00")
