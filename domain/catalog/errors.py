from domain.catalog.model import Label
from domain.shared.errors import DomainError


class LocationNotFoundError(DomainError):
    """There is no such active location."""


class ServiceNotFoundError(DomainError):
    """There is no such service at this location."""


class ServiceSwitchedOffError(DomainError):
    """The service is no longer sold, or no active master performs it."""

    def __init__(self, name: Label) -> None:
        super().__init__()
        self.name = name


class MasterSwitchedOffError(DomainError):
    """The chosen master no longer takes bookings for the service."""

    def __init__(self, name: Label) -> None:
        super().__init__()
        self.name = name


class MasterNotFoundError(DomainError):
    """There is no such master for the service."""
