"""Groups of roles, for screens and commands to declare whom they are for.

They give nobody a right: the domain asks for the role at every act, and whatever loads a screen.
"""

from collections.abc import Collection

from domain.shared.identity import Role

EVERYBODY = frozenset[Role]()
ADMINS = frozenset({Role.ADMIN})
MASTERS = frozenset({Role.MASTER})
STAFF = frozenset({Role.MASTER, Role.ADMIN})

_BY_POWER = (Role.ADMIN, Role.MASTER, Role.CLIENT)


def is_for(roles: frozenset[Role], held: Collection[Role]) -> bool:
    """Return whether something that is for `roles` is for a person who holds `held`."""
    return roles == EVERYBODY or not roles.isdisjoint(held)


def strongest(roles: Collection[Role]) -> Role:
    """Return the role that lets a person do the most."""
    return next(role for role in _BY_POWER if role in roles)
