"""The staff write to a client about a visit, and the client answers: through the chat."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.callbacks.correspondence import (
    AnswerClient,
    AnswerStaff,
    OpenStaffNote,
    OpenWritten,
    WriteToClient,
)
from bot.callbacks.visit_card import OpenStaffVisit
from demo.simulator import Person
from domain.visit.correspondence import MAX_MESSAGE_LENGTH
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin, dismiss, master
from tests.e2e.support.texts import BOOKED, NO_SUCH_VISIT
from tests.e2e.support.walks import book, data_of, tap
from tests.support.database import at

START = at(10, day=2)
WORDS = "Please come <b>early</b> & \u202eturned"
READ = "Please come <b>early</b> & turned"
STAFF_ONLY = "for our staff only"
AWAY = "cannot be reached in the chat"
TOO_OLD = "too long ago"


@pytest.fixture
async def anna(scene: Scene) -> Person:
    """A client with a visit to Mia on Wednesday at ten."""
    anna = scene.simulator.add_person(first_name="Anna", last_name="Berger")
    await anna.start()
    await book(anna, START, scene.salon.haircut, master_id=scene.salon.mia)
    return anna


@pytest.fixture
async def mia(scene: Scene, anna: Person) -> Person:
    """Her master, with the visit before her."""
    mia = await master(scene, scene.salon.mia)
    await mia.send("/visit 1")
    return mia


async def write(person: Person, text: str = WORDS) -> None:
    """Write to the client of the visit that is on the screen."""
    await tap(person, WriteToClient)
    await person.send(text)


async def answer(scene: Scene, anna: Person, text: str = "I will") -> None:
    """Answer what was written, beneath it, and let it be delivered."""
    await scene.bot.deliver()
    await anna.tap_data(AnswerStaff(booking_id=1).pack())
    await anna.send(text)
    await scene.bot.deliver()


def told(person: Person) -> str:
    return "\n".join(message.text for message in person.chat.from_bot)


async def count_written(scene: Scene) -> int:
    return len(await scene.database.rows(select(tables.visit_messages)))


async def test_a_master_writes_the_client_answers_and_the_master_answers_again(
    scene: Scene, anna: Person, mia: Person
) -> None:
    await write(mia)
    assert "on its way" in mia.screen.text
    assert "Visit 1" in mia.screen.text
    await scene.bot.deliver()
    assert READ in anna.screen.text
    assert "Mia has written to you" in anna.screen.text
    await tap(anna, AnswerStaff)
    assert "What would you like to answer?" in anna.screen.text
    assert READ in told(anna)  # it can still be read
    await anna.send("I <i>will</i>")
    assert BOOKED in anna.screen.text
    await scene.bot.deliver()
    assert "I <i>will</i>" in mia.screen.text
    assert "Anna has written about a visit" in mia.screen.text
    assert "Berger" not in mia.screen.text
    await tap(mia, AnswerClient)
    assert READ in mia.screen.text
    assert "I <i>will</i>" in told(mia)
    await mia.send("Thank you")
    await scene.bot.deliver()
    assert "Thank you" in anna.screen.text
    assert await count_written(scene) == 3


async def test_both_can_open_the_visit_beneath_the_message(
    scene: Scene, anna: Person, mia: Person
) -> None:
    await write(mia)
    await scene.bot.deliver()
    await tap(anna, OpenWritten)
    assert BOOKED in anna.screen.text
    assert READ in told(anna)
    await answer(scene, anna)
    await tap(mia, OpenStaffVisit)
    assert "Visit 1" in mia.screen.text
    assert "I will" in told(mia)


async def test_the_answer_goes_to_who_wrote_last(scene: Scene, anna: Person, mia: Person) -> None:
    kim = await admin(scene)
    await write(mia)
    await kim.send("/visit 1")
    await write(kim, "The door is on the left")
    await answer(scene, anna)
    assert "I will" in told(kim)
    assert "I will" not in told(mia)


async def test_a_master_who_was_dismissed_hears_nothing_and_writes_nothing(
    scene: Scene, anna: Person, mia: Person
) -> None:
    kim = await admin(scene)
    await write(mia)
    await dismiss(scene, scene.salon.mia)
    await answer(scene, anna)
    assert "I will" not in told(mia)
    assert "I will" in told(kim)
    await mia.tap_data(AnswerClient(booking_id=1).pack())
    await mia.send("Me again")
    assert await count_written(scene) == 2


async def test_an_answer_that_finds_its_reader_dismissed_is_told_to_the_admins(
    scene: Scene, anna: Person, mia: Person
) -> None:
    kim = await admin(scene)
    await write(mia)
    await scene.bot.deliver()
    await tap(anna, AnswerStaff)
    await anna.send("I will")
    await dismiss(scene, scene.salon.mia)
    scene.clock.advance(minutes=2)
    await scene.bot.deliver()
    scene.clock.advance(minutes=2)
    await scene.bot.deliver()
    assert "A client's answer could not be delivered" in told(kim)
    assert "I will" not in told(kim)
    await kim.send("/visit 1")
    await tap(kim, WriteToClient)
    assert "I will" in kim.screen.text


async def test_another_master_can_neither_write_nor_note(scene: Scene, anna: Person) -> None:
    tom = await master(scene, scene.salon.tom, "Tom")
    await tom.tap_data(AnswerClient(booking_id=1).pack())
    assert NO_SUCH_VISIT in tom.screen.text
    await tom.send(WORDS)
    assert NO_SUCH_VISIT in tom.screen.text
    await tom.send("/visit 1")
    await tom.tap_data(WriteToClient(booking_id=1).pack())
    await tom.tap_data(OpenStaffNote(booking_id=1).pack())
    await tom.send(WORDS)
    assert await count_written(scene) == 0
    assert (await scene.bookings())[0].staff_note == ""


async def test_a_stranger_can_neither_answer_nor_see_the_visit(
    scene: Scene, anna: Person, mia: Person
) -> None:
    await write(mia)
    await scene.bot.deliver()
    mallory = await scene.welcome("Mallory")
    for forged in (AnswerStaff(booking_id=1), OpenWritten(booking_id=1)):
        await mallory.tap_data(forged.pack())
        assert NO_SUCH_VISIT in mallory.screen.text
        await mallory.send("It is me")
    await mallory.tap_data(AnswerClient(booking_id=1).pack())
    assert STAFF_ONLY in mallory.screen.text
    assert await count_written(scene) == 1


async def test_a_client_to_whom_nobody_wrote_answers_nothing(scene: Scene, anna: Person) -> None:
    await anna.tap_data(AnswerStaff(booking_id=1).pack())
    await anna.send("Hello?")
    assert "no message to answer" in anna.screen.text
    assert await count_written(scene) == 0


async def test_a_client_who_blocked_the_bot_has_to_be_phoned(
    scene: Scene, anna: Person, mia: Person
) -> None:
    kim = await admin(scene)
    await anna.block()
    await write(mia)
    await scene.bot.deliver()
    scene.clock.advance(minutes=2)
    await scene.bot.deliver()
    assert "A message could not be delivered" in told(kim)
    await mia.send("/visit 1")
    assert "Cannot be reached in the chat" in mia.screen.text
    assert not data_of(WriteToClient, mia.screen)
    await mia.tap_data(WriteToClient(booking_id=1).pack())
    assert AWAY in mia.screen.text
    await mia.send(WORDS)
    assert AWAY in mia.screen.text
    assert await count_written(scene) == 1


async def test_about_a_visit_of_long_ago_nothing_is_written(
    scene: Scene, anna: Person, mia: Person
) -> None:
    await write(mia)
    await scene.bot.deliver()
    scene.clock.moment = START + timedelta(days=8)
    await mia.send("/visit 1")
    assert not data_of(WriteToClient, mia.screen)
    await mia.tap_data(WriteToClient(booking_id=1).pack())
    assert TOO_OLD in mia.screen.text
    await anna.tap_data(AnswerStaff(booking_id=1).pack())
    assert TOO_OLD in anna.screen.text
    await anna.send("Late, but here")
    assert TOO_OLD in anna.screen.text
    assert await count_written(scene) == 1


async def test_a_text_that_is_too_long_is_asked_for_again(
    scene: Scene, anna: Person, mia: Person
) -> None:
    await write(mia, "x" * (MAX_MESSAGE_LENGTH + 1))
    assert "too long" in mia.screen.text
    await mia.send("💇" * MAX_MESSAGE_LENGTH)
    await scene.bot.deliver()
    assert "💇" * MAX_MESSAGE_LENGTH in anna.screen.text
    await tap(anna, AnswerStaff)
    await anna.send("x" * (MAX_MESSAGE_LENGTH + 1))
    assert "too long" in anna.screen.text
    await anna.send_photo(caption="Look")
    assert "only read text" in anna.screen.text
    await anna.send("Fine")
    assert await count_written(scene) == 2
