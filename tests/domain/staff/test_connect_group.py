from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from domain.shared.identity import Identity, Role, RoleMissingError
from domain.staff.connect_group import ConnectGroup
from infra.db.gateways.staff.groups import SqlaAdminGroupGateway
from tests.support.database import Workshop

GROUP, OTHER = -1001, -1002


def service(workshop: Workshop) -> ConnectGroup:
    desk = workshop.desk()
    return ConnectGroup(desk.uow, SqlaAdminGroupGateway(desk.uow), workshop.clock)


async def connected(workshop: Workshop) -> int | None:
    desk = workshop.desk()
    async with desk.uow:
        return await SqlaAdminGroupGateway(desk.uow).get_connected()


@pytest.fixture
async def admin(workshop: Workshop) -> Identity:
    return replace(await workshop.meet("Kim"), roles=frozenset({Role.CLIENT, Role.ADMIN}))


async def test_an_admin_connects_a_group_and_disconnects_it(
    workshop: Workshop, admin: Identity
) -> None:
    assert await connected(workshop) is None
    for _ in range(2):
        await service(workshop).connect(admin, GROUP)
    assert await connected(workshop) == GROUP
    assert await service(workshop).disconnect(admin, GROUP)
    assert not await service(workshop).disconnect(admin, GROUP)
    assert await connected(workshop) is None


async def test_the_group_connected_last_is_the_only_one(
    workshop: Workshop, admin: Identity
) -> None:
    await service(workshop).connect(admin, GROUP)
    await service(workshop).connect(admin, OTHER)
    assert await connected(workshop) == OTHER
    assert not await service(workshop).disconnect(admin, GROUP)


@pytest.mark.parametrize("act", [ConnectGroup.connect, ConnectGroup.disconnect])
async def test_nobody_but_an_admin_connects_or_disconnects(
    workshop: Workshop, admin: Identity, act: Callable[..., Awaitable[object]]
) -> None:
    await service(workshop).connect(admin, GROUP)
    stranger = await workshop.meet("Mallory")
    for roles in ({Role.CLIENT}, {Role.CLIENT, Role.MASTER}):
        with pytest.raises(RoleMissingError):
            await act(service(workshop), replace(stranger, roles=frozenset(roles)), OTHER)
    assert await connected(workshop) == GROUP


async def test_a_group_is_followed_to_its_new_id_and_lost_with_the_bot(
    workshop: Workshop, admin: Identity
) -> None:
    await service(workshop).connect(admin, GROUP)
    for _ in range(2):
        await service(workshop).follow(GROUP, OTHER)
    assert await connected(workshop) == OTHER
    assert await service(workshop).lose(OTHER)
    assert await connected(workshop) is None
