"""The figures of a business, as defined in the specification."""

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
    """A part of a whole. The part may exceed it: a master can work longer than planned."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The share in percent, half a percent rounded up; `None` if the whole is 0."""
        return half_up(Fraction(100 * self.part, self.whole)) if self.whole else None


@dataclass(frozen=True, slots=True)
class Turnout:
    """The outcomes of the visits that start in a period and were ever confirmed.

    `undecided` visits have no outcome yet. `late_cancels` counts the `cancelled` visits that
    were cancelled inside the lock window.
    """

    completed: int = 0
    no_shows: int = 0
    cancelled: int = 0
    late_cancels: int = 0
    undecided: int = 0

    @property
    def confirmed(self) -> int:
        """The number of all visits that were confirmed."""
        return self.completed + self.no_shows + self.cancelled + self.undecided

    @property
    def visits(self) -> int:
        """The number of visits that took place or are undecided."""
        return self.completed + self.undecided

    @property
    def no_show_rate(self) -> Share:
        """(No-shows + cancellations inside the lock window) / confirmed visits."""
        return Share(self.no_shows + self.late_cancels, self.confirmed)


@dataclass(frozen=True, slots=True)
class CustomerValue:
    """The realized revenue of one customer (LTV)."""

    client_id: UserId
    revenue: Money


@dataclass(frozen=True, slots=True)
class LifetimeValue:
    """The realized revenue of all customers, in one currency.

    A customer is a client with a completed visit; an unpaid one adds no revenue.
    """

    customers: int
    revenue: Money

    @property
    def average(self) -> Money:
        """The average revenue of a customer, half a minor unit rounded up."""
        exact = Fraction(self.revenue.amount_minor, self.customers)
        return Money(half_up(exact), self.revenue.currency)


@dataclass(frozen=True, slots=True)
class DayRevenue:
    """The realized revenue of the visits that start on a local day, in one currency."""

    day: date
    revenue: Money


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The value of the coming confirmed visits in one currency, paid and unpaid."""

    visits: int
    paid: Money
    unpaid: Money


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """An hour of a weekday (Monday is 0) of one master, in the location's local time."""

    master_id: MasterId
    weekday: int
    hour: int


@dataclass(frozen=True, slots=True)
class Load:
    """Booked and working minutes for every hour of the week and every master."""

    booked: Mapping[Slot, int]
    working: Mapping[Slot, int]

    @property
    def total(self) -> Share:
        """The load of all masters in the whole period."""
        return Share(sum(self.booked.values()), sum(self.working.values()))

    @property
    def by_master(self) -> Mapping[MasterId, Share]:
        """The load of every master who worked or was booked."""
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
    """All figures of a period; `pipeline` always covers the time from now on."""

    lifetime_values: tuple[LifetimeValue, ...]
    retention: Share
    turnout: Turnout
    pipeline: tuple[Pipeline, ...]
    load: Load
