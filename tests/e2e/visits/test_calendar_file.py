"""The file with which a visit gets into the client's own calendar, is moved there and removed."""

from icalendar import Calendar, Event
from icalendar.enums import STATUS

from bot.callbacks.visits import AskCancel, CancelVisitTap, SendCalendarFile
from demo.simulator import Person
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED
from tests.e2e.support.walks import book, move, tap
from tests.support.database import at


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
    assert event["url"] == "https://t.me/bookline_demo_bot"
    assert BOOKED in anna.screen.text


async def test_later_calendar_files_move_the_entry_and_remove_it(
    scene: Scene, anna: Person
) -> None:
    await book(anna, at(10), scene.salon.haircut)
    await tap(anna, SendCalendarFile)
    _, booked = _event_of(anna)
    await move(anna, at(15))
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
