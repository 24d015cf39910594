"""People with several roles, and people who lose one."""

import pytest

from bot.callbacks.booking import OpenBooking
from bot.callbacks.home import OpenHelp
from bot.callbacks.refunds import OpenRefunds
from bot.callbacks.visit_card import MarkVisit, SwitchRole
from demo.simulator import Person
from domain.shared.identity import Role
from domain.visit.outcomes import Mark
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin, dismiss, make_admin, make_master, master
from tests.e2e.support.texts import HELP, MENU
from tests.e2e.support.walks import book, data_of, tap
from tests.support.database import at

MASTERS, ADMINS = "Your work", "Running the place"
LOST = "for our staff only"


async def test_somebody_with_all_roles_switches_between_their_menus(any_scene: Scene) -> None:
    kim = await admin(any_scene)
    await make_master(any_scene, kim, any_scene.salon.mia)
    await kim.start()
    assert MENU in kim.screen.text
    for role, heading in ((Role.MASTER, MASTERS), (Role.ADMIN, ADMINS), (Role.CLIENT, MENU)):
        await tap(kim, SwitchRole(role=role))
        assert heading in kim.screen.text
        offered = {SwitchRole(role=other).pack() for other in Role if other is not role}
        assert set(data_of(SwitchRole, kim.screen)) == offered


async def test_the_menu_of_a_role_is_remembered(scene: Scene) -> None:
    kim = await admin(scene)
    await kim.start()
    await tap(kim, SwitchRole(role=Role.ADMIN))
    await scene.bot.restart()
    await kim.start()
    assert ADMINS in kim.screen.text
    assert data_of(OpenRefunds, kim.screen)


async def test_a_client_has_one_menu_and_forges_no_other(scene: Scene, anna: Person) -> None:
    assert not data_of(SwitchRole, anna.screen)
    for role in (Role.MASTER, Role.ADMIN):
        await anna.start()
        await anna.tap_data(SwitchRole(role=role).pack())
        assert LOST in anna.screen.text
        await anna.start()
        assert MENU in anna.screen.text


async def test_the_menu_of_a_role_that_was_taken_away_becomes_the_clients(scene: Scene) -> None:
    kim = await admin(scene)
    await kim.start()
    await tap(kim, SwitchRole(role=Role.ADMIN))
    await make_admin(scene, kim, is_admin=False)
    await tap(kim, OpenRefunds)
    assert LOST in kim.notices[-1].text
    assert MENU in kim.screen.text
    assert not data_of(SwitchRole, kim.screen)


@pytest.fixture
async def mia(scene: Scene, anna: Person) -> Person:
    """A master with a visit before her that has begun."""
    await book(anna, at(10), scene.salon.haircut, master_id=scene.salon.mia)
    mia = await master(scene, scene.salon.mia)
    scene.clock.moment = at(10)
    await mia.send("/visit 1")
    return mia


async def test_an_open_screen_of_a_role_that_was_taken_away_leads_to_the_menu(
    scene: Scene, mia: Person
) -> None:
    await dismiss(scene, scene.salon.mia)
    await tap(mia, MarkVisit(booking_id=1, mark=Mark.CASH))
    assert LOST in mia.notices[-1].text
    assert MENU in mia.screen.text
    assert (await scene.bookings())[0].status == "confirmed"


async def test_a_text_on_such_a_screen_leads_to_the_menu_and_a_command_goes_on(
    scene: Scene, mia: Person
) -> None:
    await dismiss(scene, scene.salon.mia)
    await mia.send("hello")
    assert LOST in mia.screen.text
    assert MENU in mia.screen.text
    await make_master(scene, mia, scene.salon.mia)
    await mia.send("/visit 1")
    await dismiss(scene, scene.salon.mia)
    await mia.send("/help")
    assert HELP in mia.screen.text


async def test_what_somebody_does_as_a_client_goes_on_without_the_role(scene: Scene) -> None:
    kim = await admin(scene)
    await kim.start()
    await tap(kim, SwitchRole(role=Role.ADMIN))
    await kim.send("/help")
    await make_admin(scene, kim, is_admin=False)
    await kim.send("/book")
    assert LOST not in kim.screen.text
    await kim.start()
    assert data_of(OpenBooking, kim.screen)
    assert data_of(OpenHelp, kim.screen)
