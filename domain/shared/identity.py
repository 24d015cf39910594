from dataclasses import dataclass
from enum import StrEnum

from domain.shared.errors import DomainError
from domain.shared.ids import UserId


class Role(StrEnum):
    """The role in which a user acts; every user is a client."""

    CLIENT = "client"
    MASTER = "master"
    ADMIN = "admin"


class RoleMissingError(DomainError):
    """The user does not have the required role."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


@dataclass(frozen=True, slots=True)
class Identity:
    """The acting user; loaded for every update, never taken from the update's own data."""

    user_id: UserId
    roles: frozenset[Role] = frozenset({Role.CLIENT})
    is_blocked: bool = False

    def ensure_role(self, role: Role) -> None:
        """Raise `RoleMissingError` unless the user has `role`."""
        if role not in self.roles:
            raise RoleMissingError(role)
