"""Groups of roles, by which screens and commands declare their users.

They grant no rights: the domain checks the role at every action and every read for a screen.
"""

from collections.abc import Collection

from domain.shared.identity import Role

EVERYBODY = frozenset[Role]()
ADMINS = frozenset({Role.ADMIN})
MASTERS = frozenset({Role.MASTER})
STAFF = frozenset({Role.MASTER, Role.ADMIN})

_BY_POWER = (Role.ADMIN, Role.MASTER, Role.CLIENT)


def is_for(roles: frozenset[Role], held: Collection[Role]) -> bool:
    """Return whether something for `roles` is available to a person with the roles `held`."""
    return roles == EVERYBODY or not roles.isdisjoint(held)


def strongest(roles: Collection[Role]) -> Role:
    """Return the role with the most rights."""
    return next(role for role in _BY_POWER if role in roles)
