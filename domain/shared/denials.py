from domain.shared.errors import DomainError


class PolicyDenial(DomainError):
    """A rule of the location denies the action."""


def ensure(denial: PolicyDenial | None) -> None:
    """Raise the denial, if there is one."""
    if denial is not None:
        raise denial
