"""The team as an admin reads it."""

from bot.callbacks.team import (
    AskRevokeRole,
    InviteTap,
    OpenMember,
    RevokeRoleTap,
    WithdrawTap,
    WorkAsMasterTap,
)
from bot.handlers import routes
from bot.handlers.home.staff_home_view import render_staff_home
from bot.handlers.team.team_view import (
    render_invitation,
    render_member,
    render_take_role,
    render_team,
)
from domain.catalog.model import Label
from domain.shared.identity import Role
from domain.shared.ids import UserId
from domain.staff.invite import Invited
from domain.staff.model import Member, Post, Team
from tests.bot.support.salon import NOW, Salon
from tests.bot.support.staff_screens import LINK, invitation, member
from tests.support.ids import ID
from tests.support.reading import buttons_of, labels_of, localizer, text_of

SALON = Salon()


def test_the_team_is_listed_with_who_is_missing_in_the_chat_and_who_is_invited() -> None:
    team = Team((member(SALON), member(SALON, is_in_chat=False)), (invitation(SALON),))
    screen = render_team(team, [SALON.location], (), 0, localizer())
    assert "1 invitation has not been used yet" in text_of(screen)
    assert labels_of(screen) == [
        "✂️ Anna",
        "✂️ Anna · not in the chat yet",
        "➕ Invite an admin",
        "➕ Invite a new master",
        "✂️ I work here, too",
        "✖ Withdraw: master · Anna",
    ]
    kinds = [type(button.tap) for button in buttons_of(screen)]
    assert kinds == [
        *(OpenMember, OpenMember),
        *(InviteTap, InviteTap, WorkAsMasterTap),
        WithdrawTap,
    ]


def test_of_several_locations_each_can_have_a_new_master() -> None:
    labels = labels_of(render_team(Team((), ()), [SALON.location] * 2, (), 0, localizer()))
    assert labels[1:3] == ["➕ Invite a new master · Salon Sonne"] * 2


def test_who_is_not_in_the_chat_is_invited_and_who_is_can_lose_the_role() -> None:
    free = render_member(member(SALON, is_in_chat=False), localizer(), can_be_reader=True)
    assert [type(button.tap) for button in buttons_of(free)] == [InviteTap, WorkAsMasterTap]
    taken = render_member(member(SALON), localizer(), can_be_reader=True)
    assert [type(button.tap) for button in buttons_of(taken)] == [AskRevokeRole]


def test_who_is_a_master_there_is_not_asked_to_be_another_one() -> None:
    free = render_member(member(SALON, is_in_chat=False), localizer(), can_be_reader=False)
    assert [type(button.tap) for button in buttons_of(free)] == [InviteTap]
    listed = render_team(Team((), ()), [SALON.location], [SALON.location.id], 0, localizer())
    assert "✂️ I work here, too" not in labels_of(listed)


def test_who_takes_a_role_away_is_asked_first_and_warned_of_their_own() -> None:
    asked = render_take_role(member(SALON), localizer(), is_own=False)
    assert [type(button.tap) for button in buttons_of(asked)] == [RevokeRoleTap]
    assert "This is you" not in text_of(asked)
    assert "This is you" in text_of(render_take_role(member(SALON), localizer(), is_own=True))


def test_an_admin_of_the_settings_is_out_of_reach() -> None:
    kim = Member(Post(Role.ADMIN), Label("Kim"), UserId(ID), is_of_settings=True)
    screen = render_member(kim, localizer(), can_be_reader=False)
    assert "Named in the settings" in text_of(screen)
    assert not buttons_of(screen)


def test_an_invitation_can_be_forwarded_as_it_is() -> None:
    screen = render_invitation(LINK, Invited("token", NOW.date()), Role.MASTER, localizer())
    assert LINK in text_of(screen)
    assert "until Friday, November 20, 2026" in text_of(screen)
    assert not buttons_of(screen)


def test_every_role_leads_to_the_others_of_the_same_person() -> None:
    screen = render_staff_home(Role.ADMIN, routes.menu_of(Role.ADMIN), tuple(Role), localizer())
    assert labels_of(screen)[-2:] == ["👤 As a client", "✂️ As a master"]
    alone = render_staff_home(
        Role.MASTER, routes.menu_of(Role.MASTER), [Role.CLIENT, Role.MASTER], localizer()
    )
    assert labels_of(alone)[-1] == "👤 As a client"
