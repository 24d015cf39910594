"""Deposits: the amount to be paid in advance."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from domain.shared.money import Money, rounded, total

PERCENT = 100


class DepositKind(StrEnum):
    """How a deposit is calculated."""

    NONE = "none"
    FIXED = "fixed"
    PERCENT = "percent"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class DepositRule:
    """A fixed sum in minor units, a percentage of the price, all of it, or nothing."""

    kind: DepositKind = DepositKind.NONE
    value: int = 0

    def __post_init__(self) -> None:
        if self.value < 0 or (self.kind is DepositKind.PERCENT and self.value > PERCENT):
            raise ValueError(f"no such deposit: {self.kind} {self.value}")

    def share_of(self, price_minor: int) -> Fraction:
        """Return the exact deposit for a price, never above it."""
        match self.kind:
            case DepositKind.NONE:
                return Fraction(0)
            case DepositKind.FIXED:
                return Fraction(min(self.value, price_minor))
            case DepositKind.PERCENT:
                return Fraction(price_minor * self.value, PERCENT)
            case DepositKind.FULL:
                return Fraction(price_minor)


NO_DEPOSIT = DepositRule()


@dataclass(frozen=True, slots=True)
class DepositItem:
    """One service of a visit: its price, and its own rule if it overrides the location's."""

    price: Money
    own_rule: DepositRule | None = None


def deposit_due(
    items: Iterable[DepositItem],
    currency: str,
    rule: DepositRule,
    flagged_rule: DepositRule = NO_DEPOSIT,
) -> Money:
    """Return the deposit for a visit, never above its price.

    `rule` is the location's, for services without their own. `flagged_rule` is the minimum for
    a flagged client, for each service; omit it for other clients. The sum is exact, and rounded
    once, at the end: half up, to whole units where no smaller ones are paid.
    """
    exact, visit = Fraction(0), tuple(items)
    for item in visit:
        if item.price.currency != currency:
            raise ValueError(f"a price in {item.price.currency} at a place of {currency}")
        price_minor = item.price.amount_minor
        asked = (item.own_rule or rule).share_of(price_minor)
        exact += max(asked, flagged_rule.share_of(price_minor))
    price = total((item.price for item in visit), currency)
    return price if exact == price.amount_minor else min(rounded(exact, currency), price)
