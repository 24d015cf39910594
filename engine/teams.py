"""Who could do a step together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.bits import all_served
from engine.plan import Role


@dataclass(slots=True, eq=False)
class Pair:
    """A resource in a role. Never changed; only not frozen because that would cost time."""

    role: Role
    resource_id: str
    duration: int
    block: int
    """Duration and gap."""
    starts: int
    """The moments at which the resource can start, its gap within free time."""
    grid: int
    """Those of them that are on its grid."""


Team = tuple[Pair, ...]


def served(roles: Sequence[Role], pairs: Sequence[Pair]) -> int:
    """The moments at which the pairs can fill all roles, with different resources."""
    return all_served(
        [(role.needed, {p.resource_id: p.starts for p in pairs if _in(p, role)}) for role in roles]
    )


def teams(roles: Sequence[Role], pairs: Sequence[Pair], moment: int) -> Iterator[Team]:
    """Every team that fills the roles at a moment; those who share a role, in one order only.

    The pairs are tried in their order. Nothing is begun that cannot be completed, so the next team
    is never far, however many there are.
    """
    if not roles:
        yield ()
        return
    if not served(roles, pairs) >> moment & 1:
        return
    role, *others = roles
    left = [role._replace(needed=role.needed - 1), *others] if role.needed > 1 else others
    for at, pair in enumerate(pairs):
        if _in(pair, role) and pair.starts >> moment & 1:
            free = [
                other
                for index, other in enumerate(pairs)
                if other.resource_id != pair.resource_id and (index > at or not _in(other, role))
            ]
            for rest in teams(left, free, moment):
                yield (pair, *rest)


def _in(pair: Pair, role: Role) -> bool:
    return pair.role.position == role.position
