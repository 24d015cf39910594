from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.catalog.model import Label, Location
from domain.reporting.due import DigestKind
from domain.reporting.find_gaps import Gap
from domain.reporting.model import (
    DayRevenue,
    LifetimeValue,
    Load,
    Pipeline,
    Share,
    Turnout,
)
from domain.shared.ids import MasterId
from domain.shared.money import Money, total
from domain.shared.time import DateRange


@dataclass(frozen=True, slots=True)
class Figures:
    """The results of a period."""

    days: DateRange
    turnout: Turnout
    revenue: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class MasterDayLoad:
    """How much of a master's day is booked."""

    master_id: MasterId
    load: Share


@dataclass(frozen=True, slots=True)
class Digest:
    """The report that the admins of a location get in the morning of `today`.

    `figures` cover the day or week before, `before` the period before that. `lifetime_values`
    cover the customers of the period of `figures`. `retention` covers the customers of four
    weeks, who had the next four weeks to return. `load` covers the last seven days, and
    `revenue_by_day` begins a week before them.
    """

    location: Location
    kind: DigestKind
    today: date
    figures: Figures
    before: Figures
    lifetime_values: tuple[LifetimeValue, ...]
    retention: Share
    pipeline: tuple[Pipeline, ...]
    master_names: Mapping[MasterId, Label]
    loads_today: tuple[MasterDayLoad, ...]
    gaps: tuple[Gap, ...]
    load: Load
    revenue_by_day: tuple[DayRevenue, ...]


def revenue_of(by_day: Iterable[DayRevenue], days: DateRange) -> tuple[Money, ...]:
    """Add up the revenue of the days, for each currency."""
    money = [one.revenue for one in by_day if days.first <= one.day <= days.last]
    currencies = sorted({amount.currency for amount in money})
    return tuple(
        total((amount for amount in money if amount.currency == currency), currency)
        for currency in currencies
    )
