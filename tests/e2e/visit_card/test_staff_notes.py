"""The staff keep notes of their own on a visit, and masters are told first names."""

import pytest
from sqlalchemy import select

from bot.callbacks.correspondence import DropStaffNote, OpenStaffNote, WriteToClient
from bot.callbacks.home import Back
from bot.callbacks.visit_card import OpenUnmarked, SwitchRole
from demo.simulator import Person
from domain.outcomes.ask_outcomes import AskOutcomes
from domain.shared.identity import Role
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin, master, user_of
from tests.e2e.support.walks import book, tap
from tests.support.database import at

START = at(10, day=2)


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


def told(person: Person) -> str:
    return "\n".join(message.text for message in person.chat.from_bot)


async def count_written(scene: Scene) -> int:
    return len(await scene.database.rows(select(tables.visit_messages)))


async def test_the_staff_keep_a_note_that_the_client_never_sees(
    scene: Scene, anna: Person, mia: Person
) -> None:
    kim = await admin(scene)
    await tap(mia, OpenStaffNote)
    await mia.send("Likes <b>tea</b>")
    assert "🔏 Our note: Likes <b>tea</b>" in mia.screen.text
    await kim.send("/visit 1")
    assert "Likes <b>tea</b>" in kim.screen.text
    await tap(kim, OpenStaffNote)
    await kim.send("x" * 501)
    assert "too long" in kim.screen.text
    await kim.send("Likes coffee")
    assert "Our note: Likes coffee" in kim.screen.text
    await tap(kim, OpenStaffNote)
    await tap(kim, DropStaffNote)
    assert "Our note" not in kim.screen.text
    await anna.start()
    await scene.bot.deliver()
    assert "Likes" not in told(anna)


async def test_masters_who_are_no_admins_are_told_first_names(
    scene: Scene, anna: Person, mia: Person
) -> None:
    user_id = await user_of(scene, anna)
    await scene.database.change(tables.users, user_id, phone="+4930123")
    await mia.send("/visit 1")
    assert "Anna · +49 30 123" in mia.screen.text
    await scene.change_policies(masters_see_phones=False)
    await mia.send("/visit 1")
    assert "+49 30 123" not in mia.screen.text
    scene.clock.moment = at(20, day=2)
    await mia.start()
    await tap(mia, SwitchRole(role=Role.MASTER))
    await tap(mia, OpenUnmarked)
    assert mia.screen.has_button("Anna")
    async with scene.bot.container() as scope:
        await (await scope.get(AskOutcomes)).execute()
    await scene.bot.deliver()
    assert "What became of this visit?" in mia.screen.text
    assert "Anna" in mia.screen.text
    seen = told(mia) + "".join(
        button.text for message in mia.chat.from_bot for row in message.rows for button in row
    )
    assert "Berger" not in seen
    kim = await admin(scene)
    await kim.send("/visit 1")
    assert "Anna Berger · +49 30 123" in kim.screen.text


async def test_back_leads_from_writing_to_the_card(scene: Scene, anna: Person, mia: Person) -> None:
    for opening in (WriteToClient, OpenStaffNote):
        await tap(mia, opening)
        await tap(mia, Back)
        assert "Visit 1" in mia.screen.text
    assert await count_written(scene) == 0
