"""What is to be paid in advance."""

from dataclasses import dataclass
from enum import StrEnum

PERCENT = 100


class DepositKind(StrEnum):
    """How a deposit is reckoned."""

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


NO_DEPOSIT = DepositRule()
