"""Money that clients pay where they come to."""

from domain.shared.errors import DomainError
from domain.shared.money import Money
from domain.visit.model import Visit

AT_VENUE = "at_venue"
"""The name under which payments remember that nobody took them in advance."""


class MoneyLeftError(DomainError):
    """A visit is not paid for: how the client pays the rest has to be told."""


def left_to_pay(visit: Visit) -> Money:
    """Return what a visit costs beyond the money that it has."""
    return visit.price - min(visit.paid, visit.price) if visit.paid else visit.price
