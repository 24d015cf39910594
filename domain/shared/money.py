"""Exact money: integer minor units, never floats."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from domain.shared.currencies import decimals_of, step_of

_CODE = re.compile(r"[A-Z]{3}")
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of `amount_minor` minor units (cents, kopecks) of an ISO 4217 currency.

    Sums, differences and comparisons of two currencies raise `ValueError`.
    """

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.amount_minor < 0:
            raise ValueError("money is never negative")
        if not _CODE.fullmatch(self.currency):
            raise ValueError(f"not an ISO 4217 code: {self.currency!r}")

    def __add__(self, other: "Money") -> "Money":
        self._ensure_like(other)
        return replace(self, amount_minor=self.amount_minor + other.amount_minor)

    def __sub__(self, other: "Money") -> "Money":
        """Subtract `other`; raises `ValueError` if the result would be negative."""
        self._ensure_like(other)
        return replace(self, amount_minor=self.amount_minor - other.amount_minor)

    def __lt__(self, other: "Money") -> bool:
        self._ensure_like(other)
        return self.amount_minor < other.amount_minor

    def percent(self, percent: int) -> "Money":
        """Return a percentage of the amount, rounded as `rounded` does and never above it."""
        part = rounded(Fraction(self.amount_minor * percent, _HUNDRED), self.currency)
        return part if percent > _HUNDRED else min(part, self)

    def split(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Return parts in proportion to the weights; their sum is exactly the whole.

        Each part is its exact share rounded down. The remaining units go, one each, to the parts
        with the largest remainders, and to the first among equal ones.

        Raises:
            ValueError: a weight is negative, or all of them are zero.
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("nothing to split by")
        shares = [divmod(self.amount_minor * weight, whole) for weight in weights]
        left = self.amount_minor - sum(share for share, _ in shares)
        by_loss = sorted(range(len(shares)), key=lambda index: -shares[index][1])
        lucky = frozenset(by_loss[:left])
        return tuple(
            replace(self, amount_minor=share + (index in lucky))
            for index, (share, _) in enumerate(shares)
        )

    @property
    def decimal(self) -> Decimal:
        """The amount in main units, with the decimals of its currency: `Decimal("35.00")`."""
        return Decimal(self.amount_minor).scaleb(-decimals_of(self.currency))

    def _ensure_like(self, other: "Money") -> None:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not go together")


def total(prices: Iterable[Money], currency: str) -> Money:
    """Return the sum of the prices; without any, zero in `currency`."""
    return sum(prices, start=Money(0, currency))


def rounded(exact: Fraction, currency: str) -> Money:
    """Round an exact amount of minor units half up, to what is paid in practice: whole forints."""
    step = step_of(currency)
    return Money(half_up(exact / step) * step, currency)


def half_up(exact: Fraction) -> int:
    """Round an exact amount of minor units, half up; call it once, at the end."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
