"""A code that makes a visit cheaper: its arithmetic and its conditions."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.payments.deposit import PERCENT
from domain.shared.money import Money

_CODE = re.compile(r"[A-Z0-9_-]{3,32}")  # fits into a deep link


class VoucherProblem(StrEnum):
    """Why a voucher cannot be used now."""

    NOT_YET = "not_yet"
    OVER = "over"
    USED_UP = "used_up"


@dataclass(frozen=True, slots=True)
class Percentage:
    """A part of a price, in whole percent."""

    percent: int

    def __post_init__(self) -> None:
        if not 0 < self.percent <= PERCENT:
            raise ValueError(f"no such part: {self.percent} %")


@dataclass(frozen=True, slots=True)
class Voucher:
    """A code worth an amount or a percentage, for some uses (`None`: any number) and days.

    The days are local to the location, both included; `None` leaves that end open.
    """

    code: str
    worth: Money | Percentage
    max_uses: int | None = None
    first_day: date | None = None
    last_day: date | None = None

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"not a voucher's code: {self.code!r}")
        if isinstance(self.worth, Money) and not self.worth.amount_minor:
            raise ValueError("a voucher is worth something")
        if self.max_uses is not None and self.max_uses < 1:
            raise ValueError("a voucher can be used")
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise ValueError("a voucher ends after it begins")

    def problem(self, today: date, used: int) -> VoucherProblem | None:
        """Tell what forbids its use today, after `used` times before; `None` if nothing does."""
        if self.last_day is not None and today > self.last_day:
            return VoucherProblem.OVER
        if self.max_uses is not None and used >= self.max_uses:
            return VoucherProblem.USED_UP
        if self.first_day is not None and today < self.first_day:
            return VoucherProblem.NOT_YET
        return None

    def discount_on(self, price: Money) -> Money:
        """Return what it takes off a price, at most all of it; half a minor unit goes up.

        An amount of another currency than the price raises `ValueError`.
        """
        if isinstance(self.worth, Percentage):
            return price.percent(self.worth.percent)
        return min(self.worth, price)

    def price_after(self, price: Money) -> Money:
        """Return what is left to be paid of a price."""
        return price - self.discount_on(price)


def voucher_code(typed: str) -> str:
    """Return the code as it is kept: people type small letters and blanks."""
    return "".join(typed.split()).upper()
