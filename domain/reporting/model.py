"""The figures of a business, as they are defined in the specification."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from domain.shared.ids import MasterId, UserId
from domain.shared.money import Money, half_up

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole. The part may be more: a master can work longer than planned."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The share in percent, half a percent rounded up; of nothing there is none."""
        return half_up(Fraction(100 * self.part, self.whole)) if self.whole else None


@dataclass(frozen=True, slots=True)
class Turnout:
    """What became of the visits that start in a period and were confirmed at some time.

    `undecided` ones stand, without an outcome so far. Of the `cancelled` ones, `late_cancels` were
    cancelled inside the lock window.
    """

    completed: int = 0
    no_shows: int = 0
    cancelled: int = 0
    late_cancels: int = 0
    undecided: int = 0

    @property
    def confirmed(self) -> int:
        """All of them."""
        return self.completed + self.no_shows + self.cancelled + self.undecided

    @property
    def visits(self) -> int:
        """Those that took place or stand."""
        return self.completed + self.undecided

    @property
    def no_show_rate(self) -> Share:
        """(No-shows + cancellations inside the lock window) / confirmed visits."""
        return Share(self.no_shows + self.late_cancels, self.confirmed)


@dataclass(frozen=True, slots=True)
class CustomerValue:
    """The realized revenue of one customer: the customer's LTV."""

    client_id: UserId
    revenue: Money


@dataclass(frozen=True, slots=True)
class LifetimeValue:
    """The realized revenue of all customers, in one currency.

    A customer is who came: a visit that was completed and not paid yet counts with nothing.
    """

    customers: int
    revenue: Money

    @property
    def average(self) -> Money:
        """The revenue of one customer on average, half a minor unit rounded up."""
        exact = Fraction(self.revenue.amount_minor, self.customers)
        return Money(half_up(exact), self.revenue.currency)


@dataclass(frozen=True, slots=True)
class DayRevenue:
    """The realized revenue of the visits that start on a local day, in one currency."""

    day: date
    revenue: Money


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What the coming confirmed visits bring, in one currency: what is paid, and what is not."""

    visits: int
    paid: Money
    unpaid: Money


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """An hour of a weekday (Monday is 0) of one master, by the clock on the location's wall."""

    master_id: MasterId
    weekday: int
    hour: int


@dataclass(frozen=True, slots=True)
class Load:
    """Booked minutes against working minutes, for every hour of a weekday of every master."""

    booked: Mapping[Slot, int]
    working: Mapping[Slot, int]

    @property
    def total(self) -> Share:
        """The load of everybody at all times."""
        return Share(sum(self.booked.values()), sum(self.working.values()))

    @property
    def by_master(self) -> Mapping[MasterId, Share]:
        """The load of everybody who worked or was booked."""
        return self._by(lambda slot: slot.master_id)

    @property
    def by_hour(self) -> Mapping[tuple[int, int], Share]:
        """The load of weekdays and hours, of all masters together."""
        return self._by(lambda slot: (slot.weekday, slot.hour))

    def _by(self, key_of: Callable[[Slot], Key]) -> Mapping[Key, Share]:
        booked, working = Counter[Key](), Counter[Key]()
        for slot, minutes in self.booked.items():
            booked[key_of(slot)] += minutes
        for slot, minutes in self.working.items():
            working[key_of(slot)] += minutes
        return {key: Share(booked[key], working[key]) for key in booked | working}


@dataclass(frozen=True, slots=True)
class Metrics:
    """All figures of a period; `pipeline` looks ahead from now on, whatever the period."""

    lifetime_values: tuple[LifetimeValue, ...]
    retention: Share
    turnout: Turnout
    pipeline: tuple[Pipeline, ...]
    load: Load
