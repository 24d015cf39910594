"""The team, for admins."""

import structlog
from aiogram import Bot
from dishka.integrations.aiogram import FromDishka
from pydantic import BaseModel, ConfigDict

from bot.callbacks.team import (
    AskRevokeRole,
    InviteTap,
    OpenMember,
    OpenTeam,
    RevokeRoleTap,
    WithdrawTap,
    WorkAsMasterTap,
)
from bot.fsm.deep_links import invitation_payload
from bot.handlers.team.team_view import (
    render_invitation,
    render_member,
    render_take_role,
    render_team,
)
from bot.navigation.command_menu import CommandMenu
from bot.navigation.frames.frame import Frame, ViewId, frame_of
from bot.navigation.frames.home import HomeView
from bot.navigation.navigator import Navigator
from bot.navigation.roles import ADMINS
from bot.navigation.routes import MenuEntry, Routes
from bot.ui import staff_toasts, toasts
from bot.ui.localizer import gettext_noop
from bot.ui.screen import Screen
from domain.catalog.list_locations import ListLocations
from domain.clients.identify import Identify
from domain.shared.identity import Role
from domain.shared.ids import LocationId, MasterId, UserId
from domain.staff.errors import MemberNotFoundError
from domain.staff.invite import Invite
from domain.staff.list_team import ListTeam
from domain.staff.model import InvitationId, Member, Post, Team
from domain.staff.revoke_role import RevokeRole, RevokeRoleRequest
from domain.staff.withdraw_invitation import WithdrawInvitation
from domain.staff.work_as_master import WorkAsMaster


class TeamView(ViewId):
    """Screens of the team."""

    TEAM = "team"
    MEMBER = "member"
    REVOKE_ROLE = "take_role"


log = structlog.get_logger(__name__)
routes = Routes()


class MemberPayload(BaseModel):
    """The member on a screen, in one of their roles; 0 is none."""

    model_config = ConfigDict(frozen=True)

    user_id: int
    master_id: int


@routes.command("team", gettext_noop("Who works here"), 100, ADMINS)
async def team(_arguments: str, navigator: Navigator) -> None:
    """Open the team; for clients the command is unknown."""
    if Role.ADMIN in navigator.client.identity.roles:
        navigator.restart_at(Frame(view=TeamView.TEAM))
    else:
        navigator.toast = toasts.unknown_command(navigator.localizer)


@routes.tap(OpenTeam, HomeView.HOME)
async def tap_team(_tap: OpenTeam, navigator: Navigator) -> None:
    navigator.client.identity.ensure_role(Role.ADMIN)
    navigator.open(Frame(view=TeamView.TEAM))


@routes.opens(
    TeamView.TEAM,
    roles=ADMINS,
    has_pages=True,
    menu=[MenuEntry(Role.ADMIN, 50, gettext_noop("👥 Team"), OpenTeam)],
)
async def open_team(
    frame: Frame,
    navigator: Navigator,
    list_team: FromDishka[ListTeam],
    list_locations: FromDishka[ListLocations],
) -> Screen:
    identity = navigator.client.identity
    team = await list_team.execute(identity)
    own = team.posts_of(identity.user_id)
    return render_team(team, await list_locations.execute(), own, frame.cursor, navigator.localizer)


@routes.tap(OpenMember, TeamView.TEAM)
async def tap_member(tap: OpenMember, navigator: Navigator) -> None:
    payload = MemberPayload(user_id=tap.user_id, master_id=tap.master_id)
    navigator.open(frame_of(TeamView.MEMBER, payload))


@routes.opens(TeamView.MEMBER, roles=ADMINS)
async def open_member(
    frame: Frame, navigator: Navigator, list_team: FromDishka[ListTeam]
) -> Screen:
    team = await list_team.execute(navigator.client.identity)
    member = _shown(frame, team)
    is_free = member.post.location_id not in team.posts_of(navigator.client.identity.user_id)
    return render_member(member, navigator.localizer, can_be_reader=is_free)


def _shown(frame: Frame, team: Team) -> Member:
    wanted = frame.read(MemberPayload)
    for member in team.members:
        ids = (member.user_id or 0, member.post.master_id or 0)
        if ids == (wanted.user_id, wanted.master_id):
            return member
    raise MemberNotFoundError


@routes.tap(InviteTap, TeamView.TEAM, TeamView.MEMBER)
async def tap_invite(
    tap: InviteTap, navigator: Navigator, bot: FromDishka[Bot], invite: FromDishka[Invite]
) -> None:
    """Send the link in a message to be forwarded; it is shown nowhere else."""
    post = _post_of(tap)
    invited = await invite.execute(navigator.client.identity, post)
    name = (await bot.me()).username
    link = f"https://t.me/{name}?start={invitation_payload(invited.token)}"
    log.info("invited", to_role=post.role, master_id=post.master_id)
    await navigator.send_apart(render_invitation(link, invited, post.role, navigator.localizer))
    navigator.toast = staff_toasts.invitation_made(navigator.localizer)


@routes.tap(WithdrawTap, TeamView.TEAM)
async def tap_withdraw(
    tap: WithdrawTap, navigator: Navigator, withdraw: FromDishka[WithdrawInvitation]
) -> None:
    identity, localizer = navigator.client.identity, navigator.localizer
    is_withdrawn = await withdraw.execute(identity, InvitationId(tap.invitation_id))
    words = staff_toasts.invitation_withdrawn if is_withdrawn else staff_toasts.invitation_over
    navigator.toast = words(localizer)


@routes.tap(WorkAsMasterTap, TeamView.MEMBER, TeamView.TEAM)
async def tap_work(
    tap: WorkAsMasterTap, navigator: Navigator, work_as_master: FromDishka[WorkAsMaster]
) -> None:
    post = _post_of(tap)
    await work_as_master.execute(navigator.client.identity, post)
    log.info("role_given", given_role=post.role, master_id=post.master_id)
    navigator.gain_role(Role.MASTER)
    navigator.toast = staff_toasts.joined_as(Role.MASTER, navigator.localizer)


@routes.tap(AskRevokeRole, TeamView.MEMBER)
async def tap_ask_take_role(_tap: AskRevokeRole, navigator: Navigator) -> None:
    navigator.open(frame_of(TeamView.REVOKE_ROLE, navigator.top.read(MemberPayload)))


@routes.opens(TeamView.REVOKE_ROLE, roles=ADMINS)
async def open_take_role(
    frame: Frame, navigator: Navigator, list_team: FromDishka[ListTeam]
) -> Screen:
    team = await list_team.execute(navigator.client.identity)
    member = _shown(frame, team)
    is_own = member.user_id == navigator.client.identity.user_id
    return render_take_role(member, navigator.localizer, is_own=is_own)


@routes.tap(RevokeRoleTap, TeamView.REVOKE_ROLE)
async def tap_take_role(
    tap: RevokeRoleTap,
    navigator: Navigator,
    revoke_role: FromDishka[RevokeRole],
    identify: FromDishka[Identify],
    command_menu: FromDishka[CommandMenu],
) -> None:
    """Revoke the role and return to the team; admins who revoke their own role lose it at once."""
    member = await revoke_role.execute(
        RevokeRoleRequest(
            navigator.client.identity,
            UserId(tap.user_id),
            MasterId(tap.master_id) if tap.master_id else None,
        )
    )
    log.info("role_taken", taken_role=member.post.role, master_id=member.post.master_id)
    left = await identify.recall(member.account_id) if member.account_id else None
    navigator.back_to(TeamView.TEAM)
    navigator.toast = staff_toasts.role_taken(navigator.localizer)
    if left is None:
        return
    if left.id == navigator.client.id and member.post.role not in left.identity.roles:
        navigator.lose_role(member.post.role)
        return
    await command_menu.show(left.telegram_id, left.identity.roles)


def _post_of(tap: InviteTap | WorkAsMasterTap) -> Post:
    if not tap.location_id:
        return Post(Role.ADMIN)
    master_id = MasterId(tap.master_id) if tap.master_id else None
    return Post(Role.MASTER, LocationId(tap.location_id), master_id)
