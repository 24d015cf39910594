"""What became of a visit, as the staff say it in the chat."""

import pytest

from bot.callbacks.home import Back
from bot.callbacks.visit_card import (
    CorrectVisit,
    MarkVisit,
    OpenAllUnmarked,
    OpenListedVisit,
    OpenStaffVisit,
    OpenUnmarked,
    SwitchRole,
)
from bot.callbacks.visits import OpenVisit, OpenVisits, ShowVisits
from demo.simulator import Person
from domain.outcomes.ask_outcomes import AskOutcomes
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId
from domain.visit.outcomes import Mark
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin, dismiss, master, user_of
from tests.e2e.support.texts import NO_SUCH_VISIT
from tests.e2e.support.walks import book, data_of, tap
from tests.support.database import at

START = at(10, day=2)


@pytest.fixture
async def anna(scene: Scene) -> Person:
    """A client with a visit to Mia on Wednesday at ten."""
    anna = await scene.welcome()
    await book(anna, START, scene.salon.haircut, master_id=scene.salon.mia)
    return anna


@pytest.fixture
async def mia(scene: Scene, anna: Person) -> Person:
    """Her master, with the visit before her when it begins."""
    mia = await master(scene, scene.salon.mia)
    await mia.send("/visit 1")
    assert not data_of(MarkVisit, mia.screen)
    scene.clock.moment = START
    await mia.send("/visit 1")
    return mia


async def test_a_master_marks_who_came_and_how_it_was_paid(
    scene: Scene, anna: Person, mia: Person
) -> None:
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.ARRIVED))
    assert "Is here since" in mia.screen.text
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.CARD))
    assert "It is noted" in mia.notices[-1].text
    assert "Visit 1 · done" in mia.screen.text
    assert "Paid: €30" in mia.screen.text
    assert not data_of(MarkVisit, mia.screen)
    await scene.bot.deliver()
    assert "Thank you for your visit!" in anna.screen.text


async def test_who_did_not_come_is_told_of_to_the_admins(
    scene: Scene, anna: Person, mia: Person
) -> None:
    kim = await admin(scene)
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.MISSED))
    assert "Visit 1 · missed" in mia.screen.text
    scene.clock.advance(minutes=2)
    await scene.bot.deliver()
    assert any("The client did not come" in message.text for message in kim.chat.from_bot)
    await anna.start()
    await tap(anna, OpenVisits)
    await tap(anna, ShowVisits(past=True))
    await tap(anna, OpenVisit(booking_id=1))
    assert "You did not come to this visit" in anna.screen.text


async def test_of_two_who_mark_the_second_sees_what_the_first_said(
    scene: Scene, anna: Person, mia: Person
) -> None:
    kim = await admin(scene)
    await kim.send("/visit 1")
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.CASH))
    await tap(kim, MarkVisit(booking_id=1, mark=Mark.MISSED))
    assert "marked already" in kim.notices[-1].text
    assert "Visit 1 · done" in kim.screen.text


async def test_the_menu_leads_to_what_waits_to_be_marked(
    scene: Scene, anna: Person, mia: Person
) -> None:
    tom = await master(scene, scene.salon.tom, "Tom")
    await tom.start()
    await tap(tom, SwitchRole(role=Role.MASTER))
    await tap(tom, OpenUnmarked)
    assert "Every visit is marked" in tom.screen.text
    await mia.start()
    await tap(mia, SwitchRole(role=Role.MASTER))
    await tap(mia, OpenUnmarked)
    await tap(mia, OpenListedVisit(booking_id=1))
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.CARD))
    await tap(mia, Back)
    assert "Every visit is marked" in mia.screen.text


async def test_an_admin_finds_everybodys_and_a_client_nobodys(
    scene: Scene, anna: Person, mia: Person
) -> None:
    kim = await admin(scene)
    await kim.start()
    await tap(kim, SwitchRole(role=Role.ADMIN))
    await tap(kim, OpenUnmarked)
    assert data_of(OpenListedVisit, kim.screen) == [OpenListedVisit(booking_id=1).pack()]
    await anna.start()
    for forged in (OpenUnmarked(), OpenListedVisit(booking_id=1)):
        await anna.tap_data(forged.pack())
        assert not data_of(OpenListedVisit, anna.screen)
        assert not data_of(MarkVisit, anna.screen)


async def ask(scene: Scene, visits: int = 1) -> None:
    """Let the evening come, and the worker look."""
    scene.clock.moment = at(20, day=2)
    async with scene.bot.container() as scope:
        assert await (await scope.get(AskOutcomes)).execute() == visits
    await scene.bot.deliver()


async def test_a_master_of_many_visits_goes_from_one_question_to_their_list(
    scene: Scene, anna: Person, mia: Person
) -> None:
    for hour in (12, 14, 16):
        await book(anna, at(hour, day=2), scene.salon.haircut, master_id=scene.salon.mia)
    await mia.start()
    await ask(scene, visits=4)
    assert "4 visits have no outcome yet" in mia.screen.text
    assert "Anna" not in mia.screen.text
    await tap(mia, OpenAllUnmarked)
    assert len(data_of(OpenListedVisit, mia.screen)) == 4
    await tap(mia, Back)
    assert data_of(OpenUnmarked, mia.screen)


async def test_who_is_no_master_opens_no_list_from_a_question(scene: Scene, anna: Person) -> None:
    await anna.tap_data(OpenAllUnmarked().pack())
    assert not data_of(OpenListedVisit, anna.screen)


async def test_a_master_answers_the_question_of_the_evening(
    scene: Scene, anna: Person, mia: Person
) -> None:
    await mia.start()
    await ask(scene)
    assert "What became of this visit?" in mia.screen.text
    assert "Anna" in mia.screen.text
    assert len(data_of(MarkVisit, mia.screen)) == 3
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.CASH))
    assert "Visit 1 · done" in mia.screen.text
    assert (await scene.bookings())[0].status == "completed"


async def test_where_no_master_is_in_the_chat_the_admins_are_asked(
    scene: Scene, anna: Person
) -> None:
    kim = await admin(scene)
    await scene.bot.deliver()
    await ask(scene)
    await tap(kim, OpenStaffVisit)
    await tap(kim, MarkVisit(booking_id=1, mark=Mark.MISSED))
    assert "Visit 1 · missed" in kim.screen.text


async def test_the_question_is_no_use_to_who_is_no_master_any_more(
    scene: Scene, anna: Person, mia: Person
) -> None:
    await mia.start()
    await ask(scene)
    await dismiss(scene, scene.salon.mia)
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.CASH))
    assert "for our staff only" in mia.screen.text
    assert (await scene.bookings())[0].status == "confirmed"


async def test_an_admin_corrects_what_a_master_marked(
    scene: Scene, anna: Person, mia: Person
) -> None:
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.MISSED))
    assert not data_of(CorrectVisit, mia.screen)
    kim = await admin(scene)
    await kim.send("/visit 1")
    await tap(kim, CorrectVisit(booking_id=1, mark=Mark.CARD))
    assert "Visit 1 · done" in kim.screen.text
    assert "Paid: €30" in kim.screen.text
    await tap(kim, CorrectVisit(booking_id=1, mark=Mark.MISSED))
    assert "Visit 1 · missed" in kim.screen.text
    scene.clock.advance(days=8)
    await kim.send("/visit 1")
    assert not data_of(CorrectVisit, kim.screen)
    await kim.tap_data(CorrectVisit(booking_id=1, mark=Mark.CARD).pack())
    assert "too late to correct" in kim.screen.text
    await mia.send("/visit 1")
    await mia.tap_data(CorrectVisit(booking_id=1, mark=Mark.CARD).pack())
    assert "for our staff only" in mia.screen.text


async def test_a_client_without_a_chat_is_no_trouble(
    scene: Scene, anna: Person, mia: Person
) -> None:
    kim = await admin(scene)
    await scene.bot.deliver()
    said = len(kim.chat.from_bot)
    await scene.database.change(tables.users, await user_of(scene, anna), telegram_id=None)
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.CASH))
    scene.clock.advance(minutes=2)
    await scene.bot.deliver()
    assert len(kim.chat.from_bot) == said


async def test_a_tap_before_the_visit_begins_is_refused_in_words(
    scene: Scene, anna: Person, mia: Person
) -> None:
    scene.clock.moment = at(9)
    await mia.tap_data(MarkVisit(booking_id=1, mark=Mark.CASH).pack())
    assert "has not begun yet" in mia.screen.text


async def test_a_visit_that_was_cancelled_cannot_be_marked(
    scene: Scene, anna: Person, mia: Person
) -> None:
    scene.clock.moment = at(9)
    await scene.database.services().cancel(
        await _identity(scene, anna), (await scene.bookings())[0].id
    )
    scene.clock.moment = START
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.CASH))
    assert "does not take place" in mia.screen.text


@pytest.mark.parametrize("mark", Mark)
async def test_a_client_marks_nothing(scene: Scene, anna: Person, mark: Mark) -> None:
    scene.clock.moment = START
    await anna.start()
    await anna.tap_data(MarkVisit(booking_id=1, mark=mark).pack())
    assert "for our staff only" in anna.screen.text
    assert (await scene.bookings())[0].status == "confirmed"
    assert (await scene.bookings())[0].arrived_at is None


async def test_the_visit_of_another_master_is_as_if_it_were_not_there(
    scene: Scene, anna: Person
) -> None:
    tom = await master(scene, scene.salon.tom, "Tom")
    scene.clock.moment = START
    await tom.tap_data(MarkVisit(booking_id=1, mark=Mark.MISSED).pack())
    assert NO_SUCH_VISIT in tom.screen.text
    assert (await scene.bookings())[0].status == "confirmed"


async def _identity(scene: Scene, person: Person) -> Identity:
    return Identity(UserId(await user_of(scene, person)))
