from domain.shared.errors import DomainError


class PolicyDenial(DomainError):
    """A rule of the location says no."""


def ensure(denial: PolicyDenial | None) -> None:
    """Return if there is no denial, raise it otherwise."""
    if denial is not None:
        raise denial
