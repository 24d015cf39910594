"""The screens of the staff: menus of roles, the team."""

from collections.abc import Iterator
from dataclasses import replace

from bot.handlers import routes
from bot.handlers.home.staff_home_view import render_staff_home
from bot.handlers.reports.digest_plan_view import render_figures
from bot.handlers.team.team_view import (
    render_invitation,
    render_member,
    render_take_role,
    render_team,
)
from bot.handlers.visit_card.unmarked_view import render_unmarked
from bot.ui.localizer import Localizer
from bot.ui.screen import Screen
from domain.catalog.model import Label
from domain.outcomes.list_unmarked import PAGE_SIZE, UnmarkedPage
from domain.reporting.digest_choice import DigestChoice
from domain.reporting.get_digest_plan import LocationDigests
from domain.shared.identity import Role
from domain.shared.ids import BookingId, LocationId, MasterId, UserId
from domain.staff.invite import Invited
from domain.staff.model import Invitation, InvitationId, Member, Post, Team
from domain.visit.staff_ports import UnmarkedVisit
from tests.bot.support.salon import NOW, Salon
from tests.support.ids import ID

LINK = f"https://t.me/bookline_demo_bot?start=inv_{'A' * 43}"
MIA = Post(Role.MASTER, LocationId(ID), MasterId(ID))


def member(salon: Salon, post: Post = MIA, *, is_in_chat: bool = True) -> Member:
    """Somebody of the team."""
    name = Label(salon.word or "Anna")
    return Member(post, name, UserId(ID) if is_in_chat else None)


def invitation(salon: Salon, post: Post = MIA) -> Invitation:
    """An invitation that nobody has used yet."""
    name = Label(salon.word or "Anna") if post.master_id else None
    return Invitation(InvitationId(ID), post, UserId(ID), NOW, False, False, name)


def screens_of_staff(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    """Yield them all."""
    yield from _unmarked(salon, localizer)
    for role in (Role.MASTER, Role.ADMIN):
        for roles in ((Role.CLIENT, role), tuple(Role)):
            yield render_staff_home(role, routes.menu_of(role), roles, localizer)
    members = [
        member(salon, Post(Role.ADMIN)),
        member(salon),
        member(salon, is_in_chat=False),
        Member(Post(Role.ADMIN), Label(salon.word or "Kim"), UserId(ID), is_of_settings=True),
    ]
    invitations = (invitation(salon), invitation(salon, Post(Role.ADMIN)))
    for team in (Team((), ()), Team(tuple(members * 5), invitations * 10)):
        for locations in ((), (salon.location,), (salon.location,) * 3):
            for page in (0, 2):
                yield render_team(team, locations, (), page, localizer)
    for one in members:
        yield render_member(one, localizer, can_be_reader=True)
        yield render_take_role(one, localizer, is_own=True)
    yield from _figures(salon, localizer)
    for role in (Role.MASTER, Role.ADMIN):
        yield render_invitation(LINK, Invited("token", NOW.date()), role, localizer)


def _unmarked(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    word = salon.word or "Anna"
    waiting = UnmarkedVisit(BookingId(ID), salon.at(10), word)
    for one in (waiting, replace(waiting, master_name=Label(word), location_name=Label(word))):
        yield render_unmarked(UnmarkedPage((one,) * PAGE_SIZE, 1, 30, 240), localizer)
    yield render_unmarked(UnmarkedPage((), 0, 1, 0), localizer)


def _figures(salon: Salon, localizer: Localizer) -> Iterator[Screen]:
    for choice in (DigestChoice(0, is_daily=True, weekday=6), DigestChoice(23, False, None)):
        for page, pages in ((0, 1), (1, 3)):
            yield render_figures(LocationDigests(salon.location, choice, page, pages), localizer)
