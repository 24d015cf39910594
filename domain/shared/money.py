from collections.abc import Iterable
from dataclasses import dataclass

CURRENCY_CODE_LENGTH = 3  # ISO 4217


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of `amount_minor` minor units (cents, kopecks) of an ISO 4217 currency."""

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.amount_minor < 0:
            raise ValueError("money is never negative")
        if len(self.currency) != CURRENCY_CODE_LENGTH or not self.currency.isupper():
            raise ValueError(f"not an ISO 4217 code: {self.currency!r}")

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return Money(self.amount_minor + other.amount_minor, self.currency)


def total(prices: Iterable[Money], currency: str) -> Money:
    """Add prices up; none at all make zero of `currency`."""
    return sum(prices, start=Money(0, currency))
