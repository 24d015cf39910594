"""Booking a visit: what the client sees, and what the database holds."""

from datetime import timedelta

from sqlalchemy import select

from bot.callbacks.booking import AddNote, ChooseMasterOfService, ConfirmBooking, DropNote
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.texts import BOOKED
from tests.e2e.support.walks import data_of, tap, to_card, to_days, to_masters, to_times
from tests.support.database import at


async def test_one_service_with_anyone_is_booked(any_scene: Scene) -> None:
    anna = await any_scene.welcome()
    await to_card(anna, at(10), any_scene.salon.haircut)
    assert await any_scene.count() == 0
    await tap(anna, ConfirmBooking)

    assert BOOKED in anna.screen.text
    assert "10:00\N{NARROW NO-BREAK SPACE}AM" in anna.screen.text
    (booking,) = await any_scene.bookings()
    assert (booking.status, booking.price_minor, booking.currency) == ("confirmed", 3000, "EUR")
    (item,) = await any_scene.items()
    assert item.service_id == any_scene.salon.haircut
    assert item.master_id in {any_scene.salon.mia, any_scene.salon.tom}
    assert (item.start_at, item.end_at) == (at(10), at(11))


async def test_a_booked_visit_has_a_history_and_is_told_to_the_others(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, ConfirmBooking)

    events = await scene.database.rows(select(tables.booking_events))
    assert [(event.from_status, event.to_status) for event in events] == [
        (None, "pending"),
        ("pending", "confirmed"),
    ]
    messages = tables.outbox_messages
    (message,) = await scene.database.rows(select(messages).where(messages.c.kind != "reminder"))
    assert (message.kind, message.due_at) == ("booking_made", scene.clock.now())


async def test_everything_happens_in_one_living_message(scene: Scene) -> None:
    anna = await scene.welcome()
    living = anna.screen.id
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, ConfirmBooking)
    assert [message.id for message in anna.chat.from_bot] == [living]


async def test_the_wanted_master_is_booked(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.tom)
    assert "Tom" in anna.screen.text
    await tap(anna, ConfirmBooking)
    (item,) = await scene.items()
    assert item.master_id == scene.salon.tom


async def test_services_that_one_master_does_are_one_visit_without_a_pause(scene: Scene) -> None:
    salon = scene.salon
    anna = await scene.welcome()
    await to_card(anna, at(10), salon.haircut, salon.colouring, master_id=salon.mia)
    await tap(anna, ConfirmBooking)
    first, second = await scene.items()
    assert (first.service_id, second.service_id) == (salon.haircut, salon.colouring)
    assert (first.start_at, first.end_at) == (at(10), at(11))
    assert (second.start_at, second.end_at) == (at(11), at(12, 30))
    (booking,) = await scene.bookings()
    assert (booking.price_minor, booking.starts_at, booking.ends_at) == (9000, at(10), at(12, 30))


async def test_masters_are_chosen_service_by_service_where_none_does_all(scene: Scene) -> None:
    salon = scene.salon
    anna = await scene.welcome()
    await to_masters(anna, salon.haircut, salon.massage)
    assert "Service 1 of 2" in anna.screen.text
    await tap(anna, ChooseMasterOfService(position=0, master_id=salon.tom))
    assert "Service 2 of 2" in anna.screen.text
    assert "Tom" in anna.screen.text
    await tap(anna, ChooseMasterOfService(position=1, master_id=salon.noa))
    await anna.tap("First free")
    await anna.tap("10:00")
    assert "Tom" in anna.screen.text
    assert "Noa" in anna.screen.text
    await tap(anna, ConfirmBooking)

    cut, massage = await scene.items()
    assert (cut.master_id, massage.master_id) == (salon.tom, salon.noa)
    assert (cut.start_at, cut.end_at, massage.start_at) == (at(10), at(11), at(11))
    assert massage.end_at - massage.start_at == timedelta(minutes=45)


async def test_a_time_that_is_taken_is_no_longer_offered(scene: Scene) -> None:
    anna, ben = await scene.welcome(), await scene.welcome("Ben")
    await to_card(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    await tap(anna, ConfirmBooking)
    await to_times(ben, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    assert ben.screen.has_button("9:00")
    assert ben.screen.has_button("11:00")
    for taken in ("9:30", "10:00", "10:30"):
        assert not ben.screen.has_button(taken)


async def test_closed_days_explain_themselves(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_days(anna, scene.salon.haircut)
    before = anna.screen
    await anna.tap("nday:off")
    assert "Nobody who could do this works" in anna.notices[-1].text
    assert anna.screen.text == before.text
    assert anna.screen.buttons == before.buttons


async def test_a_note_is_written_changed_and_taken_away(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, AddNote)
    await anna.send("Please <b>no</b> scent & no talk")
    assert "Please <b>no</b> scent & no talk" in anna.screen.text
    await tap(anna, AddNote)
    await anna.send("I come with a dog")
    assert "dog" in anna.screen.text
    assert "scent" not in anna.screen.text
    await tap(anna, DropNote)
    assert "dog" not in anna.screen.text
    assert not data_of(DropNote, anna.screen)
    await tap(anna, ConfirmBooking)
    (booking,) = await scene.bookings()
    assert booking.note == ""


async def test_a_note_is_booked_with_the_visit_and_not_with_the_next(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, AddNote)
    await anna.send("I come with a dog")
    await tap(anna, ConfirmBooking)
    assert "dog" in anna.screen.text
    await anna.start()
    await to_card(anna, at(14), scene.salon.haircut)
    assert "dog" not in anna.screen.text
    await tap(anna, ConfirmBooking)
    assert [booking.note for booking in await scene.bookings()] == ["I come with a dog", ""]


async def test_a_note_that_is_too_long_is_asked_for_again(scene: Scene) -> None:
    anna = await scene.welcome()
    await to_card(anna, at(10), scene.salon.haircut)
    await tap(anna, AddNote)
    await anna.send("x" * 501)
    assert "too long" in anna.screen.text
    await anna.send("y" * 500)
    await tap(anna, ConfirmBooking)
    (booking,) = await scene.bookings()
    assert booking.note == "y" * 500
