import pytest
from sqlalchemy import select

from domain.catalog.errors import LocationNotFoundError
from domain.locations.switch_maintenance import SwitchMaintenance
from domain.shared.identity import Identity, Role, RoleMissingError
from domain.shared.ids import UserId
from infra.db.tables import policy_sets
from tests.support.database import DatabaseFactory

ADMIN = Identity(UserId(1), frozenset({Role.CLIENT, Role.ADMIN}))


def switch_of(database: DatabaseFactory) -> SwitchMaintenance:
    services = database.services()
    return services.get(SwitchMaintenance)


async def rules(database: DatabaseFactory) -> set[tuple[bool, str]]:
    columns = policy_sets.c.is_in_maintenance, policy_sets.c.maintenance_text
    return {(row[0], row[1]) for row in await database.rows(select(*columns))}


async def test_every_location_is_switched_with_the_words_for_clients(
    database: DatabaseFactory,
) -> None:
    for _ in range(2):
        await database.open_location()
    await switch_of(database).execute(ADMIN, is_on=True, text="Painting")
    assert await rules(database) == {(True, "Painting")}
    await switch_of(database).execute(ADMIN, is_on=False)
    assert await rules(database) == {(False, "")}


async def test_nobody_but_an_admin_switches_and_others_do_not_even_learn_of_locations(
    database: DatabaseFactory,
) -> None:
    client = Identity(UserId(1))
    with pytest.raises(RoleMissingError):
        await switch_of(database).execute(client, is_on=True)
    await database.open_location()
    with pytest.raises(RoleMissingError):
        await switch_of(database).execute(client, is_on=True)
    assert await rules(database) == {(False, "")}


async def test_without_a_location_there_is_nothing_to_switch(database: DatabaseFactory) -> None:
    with pytest.raises(LocationNotFoundError):
        await switch_of(database).execute(ADMIN, is_on=True)
