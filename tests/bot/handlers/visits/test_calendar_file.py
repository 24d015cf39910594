from datetime import UTC, datetime

from icalendar import Calendar, Event

from bot.handlers.visits.calendar_file import render_calendar_file
from domain.visit.model import BookingStatus, Visit
from tests.bot.support.salon import NOW, Salon
from tests.support.ids import ID
from tests.support.reading import localizer

SALON = Salon()
LINK = "https://t.me/sonne_bot"


def parsed(visit: Visit) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(render_calendar_file(visit, NOW, LINK, localizer())[1])
    assert isinstance(calendar, Calendar)
    (event,) = calendar.events
    return calendar, event


def test_file_says_when_where_and_what() -> None:
    calendar, event = parsed(SALON.visit())
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert calendar["prodid"]
    assert event.start == datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    assert event.end == datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
    assert event.stamp == NOW
    assert event["summary"] == "Haircut 0, Haircut 1 · Salon Sonne"
    assert event["location"] == "Salon Sonne, Hauptstraße 5, Berlin"
    assert event["status"] == "CONFIRMED"
    assert event["url"] == LINK
    assert event.LAST_MODIFIED == NOW


def test_description_says_who_where_and_how_to_change_it() -> None:
    _, event = parsed(SALON.visit())
    assert (event.description or "").split("\n") == [
        *(
            f"{start} Haircut {n} · Anna {n}"
            for n, start in enumerate(["10:00\u202fAM", "10:45\u202fAM"])
        ),
        "Salon Sonne, Hauptstraße 5, Berlin",
        "",
        f"To reschedule or cancel, open the chat: {LINK}",
    ]


def test_organizer_is_the_business_and_stays_the_same() -> None:
    calendar, booked = parsed(SALON.visit())
    _, cancelled = parsed(SALON.visit(BookingStatus.CANCELLED, version=2))
    assert booked.organizer == cancelled.organizer == "mailto:noreply@bookline.invalid"
    assert booked.organizer is not None
    assert booked.organizer.params["CN"] == "Salon Sonne"
    assert "attendee" not in booked  # RFC 5546, 3.2.1: nobody in a PUBLISH
    assert calendar["method"] == "PUBLISH"


def test_an_hour_before_the_calendar_reminds_but_not_of_a_cancelled_visit() -> None:
    _, event = parsed(SALON.visit())
    (alarm,) = event.alarms.times
    assert alarm.trigger == datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    assert alarm.alarm.ACTION == "DISPLAY"
    assert alarm.alarm.description == event.summary
    _, cancelled = parsed(SALON.visit(BookingStatus.CANCELLED, version=2))
    assert cancelled.alarms.times == []
    assert "was cancelled" in (cancelled.description or "")


def test_move_updates_the_entry_it_made() -> None:
    _, first = parsed(SALON.visit(version=1))
    _, moved = parsed(SALON.visit(version=2))
    assert first["uid"] == moved["uid"]
    assert (first["sequence"], moved["sequence"]) == (1, 2)


def test_cancelled_visit_removes_the_entry() -> None:
    _, booked = parsed(SALON.visit())
    calendar, event = parsed(SALON.visit(BookingStatus.CANCELLED, version=2))
    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert event["uid"] == booked["uid"]


def test_same_visit_gives_the_same_file() -> None:
    files = {render_calendar_file(SALON.visit(), NOW, LINK, localizer()) for _ in range(2)}
    assert len(files) == 1


def test_name_is_plain_and_neither_it_nor_the_content_shows_an_id() -> None:
    name, content = render_calendar_file(SALON.visit(), NOW, LINK, localizer())
    assert name == "visit-2026-11-27.ics"
    assert str(ID).encode() not in content


def test_words_of_the_business_cannot_add_lines() -> None:
    salon = Salon(word="Cut\r\nATTENDEE:mailto:x@example.com;,\\")
    content = render_calendar_file(salon.visit(), NOW, LINK, localizer())[1].decode()
    names = [line.partition(":")[0] for line in content.split("\r\n") if line[:1] != " "]
    assert "ATTENDEE" not in names
    assert names.count("BEGIN") == names.count("END") == 3


def test_lines_are_folded_as_the_standard_asks() -> None:
    content = render_calendar_file(Salon(word="Ü" * 300).visit(), NOW, LINK, localizer())[1]
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
