"""The team: members and open invitations."""

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from bot.callbacks.team import (
    AskRevokeRole,
    InviteTap,
    OpenMember,
    RevokeRoleTap,
    WithdrawTap,
    WorkAsMasterTap,
)
from bot.ui.layout import PageOf, column, page_line, page_row
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import NAME_ON_BUTTON, bold, joined, label, lines, paragraphs
from domain.catalog.model import Location
from domain.shared.identity import Role
from domain.shared.ids import LocationId
from domain.staff.invite import Invited
from domain.staff.model import Invitation, Member, Post, Team

PAGE_SIZE = 8
MOST_INVITATIONS = 8

ROLES: Mapping[Role, str] = {Role.ADMIN: gettext_noop("admin"), Role.MASTER: gettext_noop("master")}
SIGNS: Mapping[Role, str] = {Role.ADMIN: "🛠", Role.MASTER: "✂️"}


def render_team(
    team: Team,
    locations: Sequence[Location],
    own: Collection[LocationId],
    page_number: int,
    localizer: Localizer,
) -> Screen:
    """List the team, and offer invitations; `own` is where the reader works as a master."""
    page = PageOf.cut(team.members, page_number, PAGE_SIZE)
    shown = team.invitations[:MOST_INVITATIONS]
    text = paragraphs(
        localizer.t("👥 <b>Team</b>"),
        localizer.t("Tap somebody to invite them, or to change what they may do."),
        _open_line(len(team.invitations), localizer),
        page_line(page.number, page.pages, localizer),
    )
    members = column(_member_button(member, localizer) for member in page.items)
    withdrawals = column(_withdraw_button(invitation, localizer) for invitation in shown)
    pages = page_row(page.number, page.pages, localizer)
    invite = _invite_rows(locations, own, localizer)
    return Screen(text, (*members, *pages, *invite, *withdrawals))


def render_member(member: Member, localizer: Localizer, *, can_be_reader: bool) -> Screen:
    """Show a member of the team, and what an admin can change.

    The reader can become this master if they are no master at the location yet.
    """
    text = paragraphs(
        lines(
            Markup("{} {}").format(SIGNS[member.post.role], bold(localizer.name(member.name))),
            localizer.t(ROLES[member.post.role]),
        ),
        _state_of(member, localizer),
    )
    return Screen(text, column(_acts(member, localizer, can_be_reader=can_be_reader)))


def render_take_role(member: Member, localizer: Localizer, *, is_own: bool) -> Screen:
    """Ask for confirmation before a role is revoked."""
    name, role = localizer.name(member.name), localizer.t(ROLES[member.post.role])
    own = localizer.t("This is you: only another admin could give the role back to you.")
    text = paragraphs(
        localizer.t("❓ <b>Take this role away?</b>"),
        Markup("{} {}").format(SIGNS[member.post.role], joined(bold(name), role)),
        own if is_own else None,
        localizer.t("It ends at once. Visits stand as they are."),
    )
    tap = RevokeRoleTap(user_id=member.user_id or 0, master_id=member.post.master_id or 0)
    take = Button(label(localizer.t("Take it away")), tap=tap, style=ButtonStyle.DANGER)
    return Screen(text, ((take,),))


def render_invitation(link: str, invited: Invited, role: Role, localizer: Localizer) -> Screen:
    """Return the message to be forwarded to the invited person."""
    text = paragraphs(
        localizer.t("✉️ <b>Come and work with us</b>"),
        localizer.t("As: {role}", role=localizer.t(ROLES[role])),
        Markup("{}").format(link),
        localizer.t(
            "Open the link and press Start. It serves one person, until {day}.",
            day=localizer.full_day(invited.last_day),
        ),
    )
    return Screen(text)


def _member_button(member: Member, localizer: Localizer) -> Button:
    name = f"{SIGNS[member.post.role]} {localizer.name(member.name, NAME_ON_BUTTON)}"
    parts = [name] if member.user_id else [name, localizer.t("not in the chat yet")]
    tap = OpenMember(user_id=member.user_id or 0, master_id=member.post.master_id or 0)
    return Button(label(*parts), tap=tap)


def _invite_rows(
    locations: Sequence[Location], own: Collection[LocationId], localizer: Localizer
) -> Rows:
    admin = Button(
        label(localizer.t("➕ Invite an admin")), tap=InviteTap(location_id=0, master_id=0)
    )
    masters = (
        Button(
            label(localizer.t("➕ Invite a new master"), *_where(location, locations, localizer)),
            tap=InviteTap(location_id=location.id, master_id=0),
        )
        for location in locations
    )
    oneself = (
        Button(
            label(localizer.t("✂️ I work here, too"), *_where(location, locations, localizer)),
            tap=WorkAsMasterTap(location_id=location.id, master_id=0),
        )
        for location in locations
        if location.id not in own
    )
    return column((admin, *masters, *oneself))


def _where(
    location: Location, locations: Sequence[Location], localizer: Localizer
) -> Sequence[str]:
    return [localizer.name(location.name, NAME_ON_BUTTON)] if len(locations) > 1 else []


def _open_line(count: int, localizer: Localizer) -> Markup | None:
    if not count:
        return None
    return localizer.tn(
        "✉️ {count} invitation has not been used yet. A tap withdraws it.",
        "✉️ {count} invitations have not been used yet. A tap withdraws one.",
        count,
    )


def _withdraw_button(invitation: Invitation, localizer: Localizer) -> Button:
    name = invitation.master_name
    parts = [localizer.t("✖ Withdraw: {role}", role=localizer.t(ROLES[invitation.post.role]))]
    return Button(
        label(*parts, *([localizer.name(name, NAME_ON_BUTTON)] if name else [])),
        tap=WithdrawTap(invitation_id=invitation.id),
        style=ButtonStyle.DANGER,
    )


def _state_of(member: Member, localizer: Localizer) -> Markup:
    if member.user_id is None:
        return localizer.t(
            "Nobody in the chat works as this master. Visits can be booked all the same."
        )
    if member.is_of_settings:
        return localizer.t("Named in the settings, so nobody can change that here.")
    return localizer.t("Works in the chat.")


def _acts(member: Member, localizer: Localizer, *, can_be_reader: bool) -> Sequence[Button]:
    if member.user_id is None:
        return _joining(member.post, localizer, can_be_reader=can_be_reader)
    if member.is_of_settings:
        return ()
    words = localizer.t("Take this role away")
    return (Button(label(words), tap=AskRevokeRole(), style=ButtonStyle.DANGER),)


def _joining(post: Post, localizer: Localizer, *, can_be_reader: bool) -> Sequence[Button]:
    where, who = post.location_id or 0, post.master_id or 0
    invite = Button(
        label(localizer.t("✉️ Invite by a link")),
        tap=InviteTap(location_id=where, master_id=who),
        style=ButtonStyle.PRIMARY,
    )
    if not can_be_reader:
        return (invite,)
    be = WorkAsMasterTap(location_id=where, master_id=who)
    return (invite, Button(label(localizer.t("It is me")), tap=be))
