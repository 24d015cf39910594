from dataclasses import dataclass
from enum import StrEnum

from domain.shared.errors import DomainError
from domain.shared.ids import UserId


class Role(StrEnum):
    """What a person may act as; everybody is a client."""

    CLIENT = "client"
    MASTER = "master"
    ADMIN = "admin"


class RoleMissingError(DomainError):
    """The person does not have the role that the act needs."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


@dataclass(frozen=True, slots=True)
class Identity:
    """Who acts: asked afresh for every update, never taken from what the update claims."""

    user_id: UserId
    roles: frozenset[Role] = frozenset({Role.CLIENT})
    is_blocked: bool = False

    def ensure_role(self, role: Role) -> None:
        """Raise `RoleMissingError` unless the person has `role`."""
        if role not in self.roles:
            raise RoleMissingError(role)
