"""Payments at the venue."""

from domain.shared.errors import DomainError
from domain.shared.money import Money
from domain.visit.model import Visit

AT_VENUE = "at_venue"
"""The provider name of payments that were not made in advance."""


class MoneyLeftError(DomainError):
    """A visit is not fully paid: the payment method for the rest is required."""


def left_to_pay(visit: Visit) -> Money:
    """Return the unpaid rest of the price."""
    return visit.price - min(visit.paid, visit.price) if visit.paid else visit.price
