"""The team: who is of the staff, and who is invited."""

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from bot.callbacks.team import (
    AskTakeRole,
    InviteTap,
    OpenMember,
    TakeRoleTap,
    WithdrawTap,
    WorkAsMasterTap,
)
from bot.ui.layout import PageOf, column, page_line, page_row
from bot.ui.localizer import Reader, say
from bot.ui.screen import Button, ButtonStyle, Rows, Screen
from bot.ui.text import NAME_ON_BUTTON, bold, joined, label, lines, paragraphs
from domain.catalog.model import Location
from domain.shared.identity import Role
from domain.shared.ids import LocationId
from domain.staff.invite import Invited
from domain.staff.model import Invitation, Member, Post, Team

PAGE_SIZE = 8
MOST_INVITATIONS = 8

ROLES: Mapping[Role, str] = {Role.ADMIN: say("admin"), Role.MASTER: say("master")}
SIGNS: Mapping[Role, str] = {Role.ADMIN: "🛠", Role.MASTER: "✂️"}


def render_team(
    team: Team,
    locations: Sequence[Location],
    own: Collection[LocationId],
    page_number: int,
    reader: Reader,
) -> Screen:
    """List the team, and offer to invite somebody; `own` is where the reader is a master."""
    page = PageOf.cut(team.members, page_number, PAGE_SIZE)
    shown = team.invitations[:MOST_INVITATIONS]
    text = paragraphs(
        reader.say("👥 <b>Team</b>"),
        reader.say("Tap somebody to invite them, or to change what they may do."),
        _open_line(len(team.invitations), reader),
        page_line(page.number, page.pages, reader),
    )
    members = column(_member_button(member, reader) for member in page.items)
    withdrawals = column(_withdraw_button(invitation, reader) for invitation in shown)
    pages = page_row(page.number, page.pages, reader)
    invite = _invite_rows(locations, own, reader)
    return Screen(text, (*members, *pages, *invite, *withdrawals))


def render_member(member: Member, reader: Reader, *, can_be_reader: bool) -> Screen:
    """Show somebody of the team, and what an admin can do about it.

    The reader can be this master where they are none at the location.
    """
    text = paragraphs(
        lines(
            Markup("{} {}").format(SIGNS[member.post.role], bold(reader.name(member.name))),
            reader.say(ROLES[member.post.role]),
        ),
        _state_of(member, reader),
    )
    return Screen(text, column(_acts(member, reader, can_be_reader=can_be_reader)))


def render_take_role(member: Member, reader: Reader, *, is_own: bool) -> Screen:
    """Ask whether a role is really to be taken away."""
    name, role = reader.name(member.name), reader.say(ROLES[member.post.role])
    own = reader.say("This is you: only another admin could give the role back to you.")
    text = paragraphs(
        reader.say("❓ <b>Take this role away?</b>"),
        Markup("{} {}").format(SIGNS[member.post.role], joined(bold(name), role)),
        own if is_own else None,
        reader.say("It ends at once. Visits stand as they are."),
    )
    tap = TakeRoleTap(user_id=member.user_id or 0, master_id=member.post.master_id or 0)
    take = Button(label(reader.say("Take it away")), tap=tap, style=ButtonStyle.DANGER)
    return Screen(text, ((take,),))


def render_invitation(link: str, invited: Invited, role: Role, reader: Reader) -> Screen:
    """Write the message that is to be forwarded to whoever is invited."""
    text = paragraphs(
        reader.say("✉️ <b>Come and work with us</b>"),
        reader.say("As: {role}", role=reader.say(ROLES[role])),
        Markup("{}").format(link),
        reader.say(
            "Open the link and press Start. It serves one person, until {day}.",
            day=reader.full_day(invited.last_day),
        ),
    )
    return Screen(text)


def _member_button(member: Member, reader: Reader) -> Button:
    name = f"{SIGNS[member.post.role]} {reader.name(member.name, NAME_ON_BUTTON)}"
    parts = [name] if member.user_id else [name, reader.say("not in the chat yet")]
    tap = OpenMember(user_id=member.user_id or 0, master_id=member.post.master_id or 0)
    return Button(label(*parts), tap=tap)


def _invite_rows(
    locations: Sequence[Location], own: Collection[LocationId], reader: Reader
) -> Rows:
    admin = Button(
        label(reader.say("➕ Invite an admin")), tap=InviteTap(location_id=0, master_id=0)
    )
    masters = (
        Button(
            label(reader.say("➕ Invite a new master"), *_where(location, locations, reader)),
            tap=InviteTap(location_id=location.id, master_id=0),
        )
        for location in locations
    )
    oneself = (
        Button(
            label(reader.say("✂️ I work here, too"), *_where(location, locations, reader)),
            tap=WorkAsMasterTap(location_id=location.id, master_id=0),
        )
        for location in locations
        if location.id not in own
    )
    return column((admin, *masters, *oneself))


def _where(location: Location, locations: Sequence[Location], reader: Reader) -> Sequence[str]:
    return [reader.name(location.name, NAME_ON_BUTTON)] if len(locations) > 1 else []


def _open_line(count: int, reader: Reader) -> Markup | None:
    if not count:
        return None
    return reader.say_many(
        "✉️ {count} invitation has not been used yet. A tap withdraws it.",
        "✉️ {count} invitations have not been used yet. A tap withdraws one.",
        count,
    )


def _withdraw_button(invitation: Invitation, reader: Reader) -> Button:
    name = invitation.master_name
    parts = [reader.say("✖ Withdraw: {role}", role=reader.say(ROLES[invitation.post.role]))]
    return Button(
        label(*parts, *([reader.name(name, NAME_ON_BUTTON)] if name else [])),
        tap=WithdrawTap(invitation_id=invitation.id),
        style=ButtonStyle.DANGER,
    )


def _state_of(member: Member, reader: Reader) -> Markup:
    if member.user_id is None:
        return reader.say(
            "Nobody in the chat works as this master. Visits can be booked all the same."
        )
    if member.is_of_settings:
        return reader.say("Named in the settings, so nobody can change that here.")
    return reader.say("Works in the chat.")


def _acts(member: Member, reader: Reader, *, can_be_reader: bool) -> Sequence[Button]:
    if member.user_id is None:
        return _joining(member.post, reader, can_be_reader=can_be_reader)
    if member.is_of_settings:
        return ()
    words = reader.say("Take this role away")
    return (Button(label(words), tap=AskTakeRole(), style=ButtonStyle.DANGER),)


def _joining(post: Post, reader: Reader, *, can_be_reader: bool) -> Sequence[Button]:
    where, who = post.location_id or 0, post.master_id or 0
    invite = Button(
        label(reader.say("✉️ Invite by a link")),
        tap=InviteTap(location_id=where, master_id=who),
        style=ButtonStyle.PRIMARY,
    )
    if not can_be_reader:
        return (invite,)
    be = WorkAsMasterTap(location_id=where, master_id=who)
    return (invite, Button(label(reader.say("It is me")), tap=be))
