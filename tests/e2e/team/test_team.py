"""Invitations, and roles that are taken away, in the chat."""

import re

import pytest
from aiogram.types import BotCommandScopeChat
from sqlalchemy import select

from bot.callbacks.home import Back
from bot.callbacks.team import (
    AskRevokeRole,
    InviteTap,
    OpenMember,
    OpenTeam,
    RevokeRoleTap,
    WithdrawTap,
    WorkAsMasterTap,
)
from bot.callbacks.visit_card import SwitchRole
from bot.handlers import routes
from demo.simulator import FailureKind, Person
from domain.clients.model import LANGUAGES
from domain.shared.identity import Role
from infra.db import tables
from tests.e2e.support.scene import Scene
from tests.e2e.support.staff import admin, make_admin, user_of
from tests.e2e.support.texts import BAD_LINK, MENU, UNKNOWN_COMMAND
from tests.e2e.support.walks import data_of, tap

MASTERS, ADMINS, TEAM = "Your work", "Running the place", "Tap somebody to invite them"
LOST = "for our staff only"
LINK = re.compile(r"https://t\.me/\w+\?start=(inv_[A-Za-z0-9_-]+)")


def payload_in(person: Person) -> str:
    """Return what the newest link before somebody carries."""
    texts = (message.text for message in reversed(person.chat.from_bot))
    return next(found[1] for text in texts if (found := LINK.search(text)))


async def to_team(kim: Person) -> None:
    """Open the team from the menu."""
    await kim.start()
    if data_of(SwitchRole, kim.screen) and not data_of(OpenTeam, kim.screen):
        await tap(kim, SwitchRole(role=Role.ADMIN))
    await tap(kim, OpenTeam)


@pytest.fixture
async def kim(scene: Scene) -> Person:
    """An admin, with the team before her."""
    kim = await admin(scene)
    await to_team(kim)
    return kim


@pytest.fixture
async def for_mia(scene: Scene, kim: Person) -> str:
    """What the link of an invitation carries with which one becomes Mia."""
    await tap(kim, OpenMember(user_id=0, master_id=scene.salon.mia))
    await tap(kim, InviteTap(location_id=scene.salon.location, master_id=scene.salon.mia))
    assert "Please forward it" in kim.notices[-1].text
    return payload_in(kim)


def commands_of(scene: Scene, person: Person) -> list[set[str]]:
    """Return the commands that Telegram shows in a chat, in each language and in any other."""
    scope = BotCommandScopeChat(chat_id=person.id)
    known = scene.simulator.world.commands
    return [
        {command.command for command in known.get(scope, language)}
        for language in (None, *LANGUAGES)
    ]


async def test_who_opens_an_invitation_becomes_a_master_with_a_menu_of_their_own(
    scene: Scene, for_mia: str
) -> None:
    mia = scene.simulator.add_person(first_name="Mia", language_code="de")
    await mia.start(for_mia)
    await mia.send("/language")
    await scene.bot.deliver()
    masters = tables.masters
    linked = await scene.database.value(
        select(masters.c.user_id).where(masters.c.id == scene.salon.mia)
    )
    assert linked == await user_of(scene, mia)
    shown = {command.name for command in routes.commands_for([Role.MASTER])}
    assert commands_of(scene, mia) == [shown] * 4


async def test_the_menu_of_a_new_master(scene: Scene, anna: Person, for_mia: str) -> None:
    await anna.start(for_mia)
    assert "You work with us now" in anna.screen.text
    assert MASTERS in anna.screen.text
    await tap(anna, SwitchRole(role=Role.CLIENT))
    assert MENU in anna.screen.text


async def test_a_used_link_tells_that_and_nothing_more(
    scene: Scene, anna: Person, for_mia: str
) -> None:
    await anna.start(for_mia)
    ben = await scene.welcome("Ben")
    await ben.start(for_mia)
    assert "was used already" in ben.screen.text
    assert "Mia" not in ben.screen.text
    assert "Anna" not in ben.screen.text
    await ben.start()
    assert not data_of(SwitchRole, ben.screen)


async def test_ones_own_link_is_not_used_up(scene: Scene, kim: Person, for_mia: str) -> None:
    await kim.start(for_mia)
    assert "for somebody else" in kim.screen.text
    anna = await scene.welcome()
    await anna.start(for_mia)
    assert MASTERS in anna.screen.text


async def test_an_expired_link_and_a_withdrawn_one(
    scene: Scene, kim: Person, anna: Person, for_mia: str
) -> None:
    scene.clock.advance(days=9)
    await anna.start(for_mia)
    assert "has expired" in anna.screen.text
    await to_team(kim)
    await tap(kim, InviteTap(location_id=0, master_id=0))
    payload = payload_in(kim)
    await tap(kim, WithdrawTap)
    assert "is withdrawn" in kim.notices[-1].text
    assert not data_of(WithdrawTap, kim.screen)
    await anna.start(payload)
    assert "has expired" in anna.screen.text


@pytest.mark.parametrize("payload", ["inv_x", "inv_" + "A" * 43, "inv_" + "_-" * 30])
async def test_a_forged_link_is_not_valid(scene: Scene, anna: Person, payload: str) -> None:
    await anna.start(payload)
    assert "is not valid" in anna.screen.text
    await anna.start("inv_")
    assert BAD_LINK in anna.screen.text


async def test_somebody_new_becomes_a_master_and_another_an_admin(
    scene: Scene, kim: Person, anna: Person
) -> None:
    await tap(kim, InviteTap(location_id=scene.salon.location, master_id=0))
    await anna.start(payload_in(kim))
    assert MASTERS in anna.screen.text
    ben = await scene.welcome("Ben")
    await to_team(kim)
    await tap(kim, InviteTap(location_id=0, master_id=0))
    await ben.start(payload_in(kim))
    assert ADMINS in ben.screen.text
    await tap(ben, OpenTeam)
    labels = [button.text for row in ben.screen.rows for button in row]
    assert "✂️ Anna" in labels
    assert {"🛠 Kim", "🛠 Ben"} <= set(labels)


async def test_an_admin_works_as_a_master_too(scene: Scene, kim: Person) -> None:
    await tap(kim, OpenMember(user_id=0, master_id=scene.salon.tom))
    await tap(kim, WorkAsMasterTap)
    assert MASTERS in kim.screen.text
    assert len(data_of(SwitchRole, kim.screen)) == 2


async def test_a_role_that_is_taken_away_ends_on_open_screens(
    scene: Scene, kim: Person, anna: Person, for_mia: str
) -> None:
    await anna.start(for_mia)
    await to_team(kim)
    await tap(kim, OpenMember(user_id=await user_of(scene, anna), master_id=scene.salon.mia))
    await tap(kim, AskRevokeRole)
    await tap(kim, RevokeRoleTap)
    assert TEAM in kim.screen.text
    assert MASTERS in anna.screen.text
    await tap(anna, SwitchRole)
    assert LOST in anna.notices[-1].text
    assert MENU in anna.screen.text
    assert commands_of(scene, anna) == [set()] * 4  # so that everybody's are shown


async def test_an_admin_leaves_but_not_the_last_one(scene: Scene, kim: Person) -> None:
    kims = await user_of(scene, kim)
    await tap(kim, OpenMember(user_id=kims, master_id=0))
    await tap(kim, AskRevokeRole)
    await tap(kim, RevokeRoleTap)
    assert "You are the only admin" in kim.screen.text
    await admin(scene, "Lea")
    await to_team(kim)
    await tap(kim, OpenMember(user_id=kims, master_id=0))
    await tap(kim, AskRevokeRole)
    await tap(kim, RevokeRoleTap)
    assert MENU in kim.screen.text
    await kim.send("/team")
    assert UNKNOWN_COMMAND in kim.screen.text


async def test_who_asks_about_a_role_can_go_back_and_take_nothing(
    scene: Scene, kim: Person
) -> None:
    await tap(kim, OpenMember(user_id=await user_of(scene, kim), master_id=0))
    await tap(kim, AskRevokeRole)
    assert "This is you" in kim.screen.text
    await tap(kim, Back)
    assert "Kim" in kim.screen.text
    await tap(kim, Back)
    assert TEAM in kim.screen.text


async def test_who_owns_the_place_and_cuts_hair_becomes_a_master_without_a_link(
    scene: Scene, kim: Person
) -> None:
    await tap(kim, WorkAsMasterTap(location_id=scene.salon.location, master_id=0))
    assert MASTERS in kim.screen.text


async def test_commands_that_telegram_did_not_take_are_told_with_the_next_update(
    scene: Scene, anna: Person, for_mia: str
) -> None:
    scene.simulator.fail("setMyCommands", FailureKind.SERVER_ERROR)
    await anna.start(for_mia)
    assert MASTERS in anna.screen.text
    assert "today" not in commands_of(scene, anna)[0]
    await anna.start()
    assert "today" in commands_of(scene, anna)[0]


async def test_whom_the_settings_name_no_longer_sees_the_usual_commands(
    scene: Scene, kim: Person
) -> None:
    assert "team" in commands_of(scene, kim)[0]
    await make_admin(scene, kim, is_admin=False)
    await kim.start()
    assert commands_of(scene, kim) == [set()] * 4


async def test_an_open_team_of_a_dismissed_admin_invites_nobody(scene: Scene, kim: Person) -> None:
    await make_admin(scene, kim, is_admin=False)
    await tap(kim, InviteTap(location_id=0, master_id=0))
    assert LOST in kim.notices[-1].text
    assert not await scene.database.rows(select(tables.invitations))


async def test_a_client_who_forges_an_admins_taps_gets_nowhere(scene: Scene, anna: Person) -> None:
    forged = (
        OpenTeam(),
        OpenMember(user_id=1, master_id=0),
        InviteTap(location_id=0, master_id=0),
        InviteTap(location_id=scene.salon.location, master_id=scene.salon.mia),
        WorkAsMasterTap(location_id=scene.salon.location, master_id=scene.salon.mia),
        RevokeRoleTap(user_id=1, master_id=0),
        WithdrawTap(invitation_id=1),
    )
    for data in forged:
        await anna.start()
        await anna.tap_data(data.pack())
        assert TEAM not in anna.screen.text
    await anna.send("/team")
    assert UNKNOWN_COMMAND in anna.screen.text
    for table in (tables.invitations, tables.audit_entries):
        assert not await scene.database.rows(select(table))


async def test_no_token_is_told_to_the_log(scene: Scene, anna: Person, for_mia: str) -> None:
    await anna.start(for_mia)
    assert for_mia.removeprefix("inv_") not in str(scene.log.lines)
