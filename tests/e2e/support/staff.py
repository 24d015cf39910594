"""People of the staff, hired behind the program's back."""

from demo.simulator import Person
from domain.shared.ids import MasterId
from infra.db import tables
from tests.e2e.support.scene import Scene


async def user_of(scene: Scene, person: Person) -> int:
    """Return the id under which the program knows somebody."""
    users = tables.users
    query = users.select().with_only_columns(users.c.id).where(users.c.telegram_id == person.id)
    return int(await scene.database.value(query))


async def make_admin(scene: Scene, person: Person, *, is_admin: bool = True) -> None:
    """Let somebody be an admin, or no longer."""
    user_id = await user_of(scene, person)
    await scene.database.change(tables.users, user_id, is_admin=is_admin)


async def make_master(scene: Scene, person: Person, master_id: MasterId) -> None:
    """Let somebody work as a master."""
    user_id = await user_of(scene, person)
    await scene.database.change(tables.masters, master_id, user_id=user_id)


async def dismiss(scene: Scene, master_id: MasterId) -> None:
    """Let nobody work as a master."""
    await scene.database.change(tables.masters, master_id, user_id=None)


async def admin(scene: Scene, name: str = "Kim") -> Person:
    """Let in an admin."""
    person = await scene.welcome(name)
    await make_admin(scene, person)
    return person


async def master(scene: Scene, master_id: MasterId, name: str = "Mia") -> Person:
    """Let in a master."""
    person = await scene.welcome(name)
    await make_master(scene, person, master_id)
    return person
