from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from domain.shared.identity import Identity, Role, RoleMissingError
from domain.staff.connect_group import ConnectGroup
from domain.staff.ports import AdminGroupGateway
from tests.support.database import DatabaseFactory

GROUP, OTHER = -1001, -1002


def service(database: DatabaseFactory) -> ConnectGroup:
    return database.services().get(ConnectGroup)


async def connected(database: DatabaseFactory) -> int | None:
    services = database.services()
    groups: AdminGroupGateway = services.get(AdminGroupGateway)
    async with services.uow:
        return await groups.get_connected()


@pytest.fixture
async def admin(database: DatabaseFactory) -> Identity:
    return replace(await database.meet("Kim"), roles=frozenset({Role.CLIENT, Role.ADMIN}))


async def test_an_admin_connects_a_group_and_disconnects_it(
    database: DatabaseFactory, admin: Identity
) -> None:
    assert await connected(database) is None
    for _ in range(2):
        await service(database).connect(admin, GROUP)
    assert await connected(database) == GROUP
    assert await service(database).disconnect(admin, GROUP)
    assert not await service(database).disconnect(admin, GROUP)
    assert await connected(database) is None


async def test_the_group_connected_last_is_the_only_one(
    database: DatabaseFactory, admin: Identity
) -> None:
    await service(database).connect(admin, GROUP)
    await service(database).connect(admin, OTHER)
    assert await connected(database) == OTHER
    assert not await service(database).disconnect(admin, GROUP)


@pytest.mark.parametrize("act", [ConnectGroup.connect, ConnectGroup.disconnect])
async def test_nobody_but_an_admin_connects_or_disconnects(
    database: DatabaseFactory, admin: Identity, act: Callable[..., Awaitable[object]]
) -> None:
    await service(database).connect(admin, GROUP)
    stranger = await database.meet("Mallory")
    for roles in ({Role.CLIENT}, {Role.CLIENT, Role.MASTER}):
        with pytest.raises(RoleMissingError):
            await act(service(database), replace(stranger, roles=frozenset(roles)), OTHER)
    assert await connected(database) == GROUP


async def test_a_group_is_followed_to_its_new_id_and_lost_with_the_bot(
    database: DatabaseFactory, admin: Identity
) -> None:
    await service(database).connect(admin, GROUP)
    for _ in range(2):
        await service(database).follow(GROUP, OTHER)
    assert await connected(database) == OTHER
    assert await service(database).lose(OTHER)
    assert await connected(database) is None
