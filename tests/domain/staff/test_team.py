"""Invitations, and roles that are taken away, over a real database."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from domain.catalog.errors import LocationNotFoundError
from domain.clients.model import Client
from domain.outbox.admin_post import AdminChannel
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import LocationId, MasterId, UserId
from domain.staff.accept_invitation import AcceptInvitation
from domain.staff.errors import (
    AdminOfSettingsError,
    InvitationExpiredError,
    InvitationUnknownError,
    InvitationUsedError,
    LastAdminError,
    MasterTakenError,
    MemberNotFoundError,
    OwnInvitationError,
    RoleHeldError,
)
from domain.staff.invite import VALID_FOR, Invite
from domain.staff.list_team import ListTeam
from domain.staff.model import Post, Team
from domain.staff.revoke_role import RevokeRole, RevokeRoleRequest
from domain.staff.withdraw_invitation import WithdrawInvitation
from domain.staff.work_as_master import WorkAsMaster
from infra.db import tables
from tests.support.database import DatabaseFactory
from tests.support.services import Services

ADMIN = Post(Role.ADMIN)


@dataclass
class Office:
    """A place with a master whom nobody works as, led by Kim."""

    database: DatabaseFactory
    location: LocationId
    mia_id: MasterId
    kim: Identity
    settings: AdminChannel = field(default_factory=AdminChannel)

    def services(self) -> Services:
        """Return the services of one more actor, who knows the settings."""
        return Services(self.database.engine, self.database.clock, channel=self.settings)

    @property
    def mia(self) -> Post:
        """Mia's post."""
        return Post(Role.MASTER, self.location, self.mia_id)

    async def invite(self, post: Post, admin: Identity | None = None) -> str:
        """Return the token of an invitation."""
        service = self.services().get(Invite)
        return (await service.execute(admin or self.kim, post)).token

    async def accept(self, person: Identity, token: str) -> Post:
        """Use an invitation."""
        service = self.services().get(AcceptInvitation)
        return await service.execute(person, token)

    async def take(
        self, admin: Identity, user_id: UserId, master_id: MasterId | None = None
    ) -> None:
        """Take a role away."""
        service = self.services().get(RevokeRole)
        await service.execute(RevokeRoleRequest(admin, user_id, master_id))

    async def team(self, admin: Identity | None = None) -> Team:
        """Look at the team."""
        service = self.services().get(ListTeam)
        return await service.execute(admin or self.kim)

    async def roles(self, person: Identity) -> frozenset[Role]:
        """Return somebody's roles as the next update will find them."""
        users = tables.users
        telegram_id = await self.database.value(
            select(users.c.telegram_id).where(users.c.id == person.user_id)
        )
        services = self.database.services()
        async with services.uow:
            client = await services.clients.get_by_telegram_id(telegram_id)
        assert isinstance(client, Client)
        return client.identity.roles

    async def admin(self, name: str) -> Identity:
        """Let somebody be an admin."""
        person = await self.database.meet(name)
        await self.database.change(tables.users, person.user_id, is_admin=True)
        return replace(person, roles=frozenset({Role.CLIENT, Role.ADMIN}))

    async def acts(self) -> list[str]:
        """Return what is recorded."""
        entries = tables.audit_entries
        rows = await self.database.rows(select(entries.c.act).order_by(entries.c.id))
        return [row.act for row in rows]


@pytest.fixture
async def office(database: DatabaseFactory) -> Office:
    location = await database.open_location()
    mia_id = await database.hire(location)
    office = Office(database, location, mia_id, Identity(UserId(0)))
    office.kim = await office.admin("Kim")
    return office


async def test_who_uses_an_invitation_works_as_the_master(office: Office) -> None:
    ann = await office.database.meet("Ann")
    token = await office.invite(office.mia)
    assert (await office.team()).invitations[0].post == office.mia
    assert await office.accept(ann, token) == office.mia
    assert await office.roles(ann) == {Role.CLIENT, Role.MASTER}
    team = await office.team()
    assert team.invitations == ()
    assert [member.user_id for member in team.members] == [office.kim.user_id, ann.user_id]
    assert await office.acts() == ["invited", "role_given"]


async def test_who_is_invited_as_a_new_master_becomes_one_by_their_own_name(
    office: Office,
) -> None:
    ann = await office.database.meet("Ann")
    token = await office.invite(Post(Role.MASTER, office.location))
    await office.accept(ann, token)
    assert await office.roles(ann) == {Role.CLIENT, Role.MASTER}
    assert [one.name.text for one in (await office.team()).members][-1] == "Ann"


async def test_who_uses_an_invitation_for_admins_is_one(office: Office) -> None:
    ann = await office.database.meet("Ann")
    await office.accept(ann, await office.invite(ADMIN))
    assert await office.roles(ann) == {Role.CLIENT, Role.ADMIN}


async def test_a_token_is_kept_nowhere_and_fits_into_a_link(office: Office) -> None:
    token = await office.invite(ADMIN)
    assert len(f"inv_{token}") <= 64
    rows = await office.database.rows(select(tables.invitations))
    assert token not in str(rows)
    assert token.encode() not in rows[0].token_hash
    assert len(rows[0].token_hash) == 32
    assert await office.invite(ADMIN) != token


async def test_an_invitation_serves_once_even_where_two_come_at_once(office: Office) -> None:
    people = [await office.database.meet(name) for name in ("Ann", "Ben", "Cid")]
    token = await office.invite(ADMIN)
    results = await asyncio.gather(
        *(office.accept(person, token) for person in people), return_exceptions=True
    )
    assert [type(result) for result in results].count(InvitationUsedError) == 2
    roles = [await office.roles(person) for person in people]
    assert sum(Role.ADMIN in some for some in roles) == 1


async def test_of_two_invitations_to_one_post_the_first_used_serves(office: Office) -> None:
    ann, ben = [await office.database.meet(name) for name in ("Ann", "Ben")]
    first, second = [await office.invite(office.mia) for _ in range(2)]
    results = await asyncio.gather(
        office.accept(ann, first), office.accept(ben, second), return_exceptions=True
    )
    assert {type(result) for result in results} == {Post, MasterTakenError}


async def test_an_invitation_expires_and_can_be_withdrawn(office: Office) -> None:
    ann = await office.database.meet("Ann")
    old = await office.invite(ADMIN)
    office.database.clock.moment += VALID_FOR + timedelta(days=2)
    with pytest.raises(InvitationExpiredError):
        await office.accept(ann, old)
    token = await office.invite(ADMIN)
    (invitation,) = (await office.team()).invitations
    service = office.services().get(WithdrawInvitation)
    with pytest.raises(RoleMissingError):
        await service.execute(ann, invitation.id)
    assert await service.execute(office.kim, invitation.id)
    assert not await service.execute(office.kim, invitation.id)
    with pytest.raises(InvitationExpiredError):
        await office.accept(ann, token)
    assert await office.roles(ann) == {Role.CLIENT}


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "\0", "ы"])
async def test_a_forged_invitation_is_unknown(office: Office, token: str) -> None:
    ann = await office.database.meet("Ann")
    await office.invite(ADMIN)
    with pytest.raises(InvitationUnknownError):
        await office.accept(ann, token)


async def test_refusals_use_nothing_up(office: Office) -> None:
    ann, lea = await office.database.meet("Ann"), await office.admin("Lea")
    token = await office.invite(ADMIN)
    with pytest.raises(OwnInvitationError):
        await office.accept(office.kim, token)
    with pytest.raises(RoleHeldError):
        await office.accept(lea, token)
    assert await office.accept(ann, token) == ADMIN


async def test_only_an_admin_invites_and_nobody_to_a_post_that_is_taken(office: Office) -> None:
    ann = await office.database.meet("Ann")
    with pytest.raises(RoleMissingError):
        await office.invite(ADMIN, ann)
    with pytest.raises(RoleMissingError):
        await office.team(ann)
    elsewhere = await office.database.open_location(name="Elsewhere")
    for post in (
        Post(Role.MASTER, elsewhere, office.mia_id),
        Post(Role.MASTER, office.location, MasterId(10**6)),
    ):
        with pytest.raises(MasterTakenError):
            await office.invite(post)
    await office.accept(ann, await office.invite(office.mia))
    with pytest.raises(MasterTakenError):
        await office.invite(office.mia)


async def test_an_admin_works_as_a_master_without_an_invitation(office: Office) -> None:
    service = office.services().get(WorkAsMaster)
    with pytest.raises(RoleMissingError):
        await service.execute(await office.database.meet("Ann"), office.mia)
    await service.execute(office.kim, office.mia)
    assert await office.roles(office.kim) == set(Role)
    with pytest.raises(RoleHeldError):
        await service.execute(office.kim, office.mia)


async def test_a_role_that_is_taken_is_gone_at_once(office: Office) -> None:
    ann, lea = await office.database.meet("Ann"), await office.admin("Lea")
    await office.accept(ann, await office.invite(office.mia))
    await office.take(office.kim, ann.user_id, office.mia_id)
    assert await office.roles(ann) == {Role.CLIENT}
    with pytest.raises(MemberNotFoundError):
        await office.take(office.kim, ann.user_id, office.mia_id)
    await office.take(office.kim, lea.user_id)
    assert await office.roles(lea) == {Role.CLIENT}
    with pytest.raises(MemberNotFoundError):
        await office.take(office.kim, lea.user_id)
    assert (await office.acts()).count("role_taken") == 2


async def test_what_a_dismissed_admin_has_sent_is_void(office: Office) -> None:
    ann, lea = await office.database.meet("Ann"), await office.admin("Lea")
    token = await office.invite(ADMIN, lea)
    await office.take(office.kim, lea.user_id)
    with pytest.raises(InvitationExpiredError):
        await office.accept(ann, token)


async def test_what_an_admin_has_sent_whom_the_settings_name_no_longer_is_void(
    office: Office,
) -> None:
    ann, lea = await office.database.meet("Ann"), await office.database.meet("Lea")
    as_admin = replace(lea, roles=frozenset({Role.CLIENT, Role.ADMIN}))
    token = await office.invite(ADMIN, as_admin)
    with pytest.raises(InvitationExpiredError):
        await office.accept(ann, token)


async def test_an_invitation_serves_all_of_its_last_day_wherever_one_lives(office: Office) -> None:
    ann = await office.database.meet("Ann")
    office.database.clock.moment = datetime(2030, 3, 4, 23, 30, tzinfo=UTC)
    token = await office.invite(ADMIN)
    honolulu = ZoneInfo("Pacific/Honolulu")
    office.database.clock.moment = datetime(2030, 3, 11, 23, 59, tzinfo=honolulu)
    assert await office.accept(ann, token) == ADMIN


@pytest.mark.parametrize("is_there", [False, True])
async def test_nobody_is_invited_to_a_place_that_is_not_or_no_more(
    office: Office, *, is_there: bool
) -> None:
    closed = await office.database.open_location(name="Closed", is_active=False)
    post = Post(Role.MASTER, closed if is_there else LocationId(10**6))
    with pytest.raises(LocationNotFoundError):
        await office.invite(post)
    service = office.services().get(WorkAsMaster)
    with pytest.raises(LocationNotFoundError):
        await service.execute(office.kim, post)


async def test_the_last_admin_stays_and_those_of_the_settings(office: Office) -> None:
    with pytest.raises(LastAdminError):
        await office.take(office.kim, office.kim.user_id)
    lea = await office.admin("Lea")
    users = tables.users
    telegram_id = await office.database.value(
        select(users.c.telegram_id).where(users.c.id == lea.user_id)
    )
    office.settings = AdminChannel(frozenset({telegram_id}))
    with pytest.raises(AdminOfSettingsError):
        await office.take(office.kim, lea.user_id)
    await office.take(office.kim, office.kim.user_id)
    assert await office.roles(office.kim) == {Role.CLIENT}


async def test_two_admins_who_dismiss_each_other_leave_one(office: Office) -> None:
    for turn in range(3):
        lea = await office.admin(f"Lea {turn}")
        results = await asyncio.gather(
            office.take(office.kim, lea.user_id),
            office.take(lea, office.kim.user_id),
            return_exceptions=True,
        )
        assert {type(result) for result in results} == {type(None), RoleMissingError}
        left = [one for one in (office.kim, lea) if Role.ADMIN in await office.roles(one)]
        assert len(left) == 1
        office.kim = left[0]


async def test_a_client_takes_nothing_away(office: Office) -> None:
    ann = await office.database.meet("Ann")
    with pytest.raises(RoleMissingError):
        await office.take(ann, office.kim.user_id)
    assert Role.ADMIN in await office.roles(office.kim)
