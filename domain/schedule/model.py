"""When masters work, and the rules of a location that shape it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.catalog.deposit import NO_DEPOSIT, DepositRule
from domain.catalog.model import Location
from domain.shared.ids import MasterId
from domain.shared.time import Interval

MIDNIGHT = time()
MINUTES_PER_DAY = 24 * 60
LONGEST_USUAL_MINUTES = 12 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """Local working hours of one day; an end that is not after the start lies on the next day."""

    start: time
    end: time
    break_start: time | None = None
    break_end: time | None = None

    @property
    def lasts_minutes(self) -> int:
        """How long they are by the clock, the break included."""
        minutes = (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute
        return minutes % MINUTES_PER_DAY or MINUTES_PER_DAY

    @property
    def goes_into_next_day(self) -> bool:
        """Whether they end after midnight."""
        return MIDNIGHT < self.end <= self.start

    @property
    def is_unusual(self) -> bool:
        """Whether they may be a typing mistake: a night, or very long."""
        return self.goes_into_next_day or self.lasts_minutes > LONGEST_USUAL_MINUTES


class LateReminder(StrEnum):
    """What to do with a reminder whose lead time had begun when the visit was booked."""

    SEND = "send"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class PolicySet:
    """The rules of one location. A master's own value, if there is one, overrides them.

    A client who cancels inside the lock window loses `late_cancel_fee_percent` of the price, at
    most what was paid; `None` denies such a cancellation. Quiet hours are local, and may span
    midnight. Masters see the phones of their clients only if `masters_see_phones`. The admins
    get digests at the local `digest_hour` (`None` is never): one of the day before if
    `digest_is_daily`, and one of the week before on `digest_weekday` (Monday is 0).
    A client who wants any master gets the one with the least load, from `load_days_back` before
    the day of the visit to `load_days_ahead` after it.
    """

    step_minutes: int = 30
    default_buffer_between_minutes: int = 0
    min_advance_minutes: int = 60
    max_advance_days: int = 60
    weekday_hours: Hours | None = None
    saturday_hours: Hours | None = None
    hold_minutes: int = 10
    cancel_lock_minutes: int = 24 * 60
    reschedule_lock_minutes: int = 24 * 60
    is_in_maintenance: bool = False
    maintenance_text: str = ""
    deposit: DepositRule = NO_DEPOSIT
    flagged_deposit: DepositRule = NO_DEPOSIT
    no_show_threshold: int = 3
    kept_visits_to_unflag: int = 3
    late_cancel_fee_percent: int | None = None
    max_upcoming_bookings: int = 10
    reminder_lead_minutes: tuple[int, ...] = (24 * 60, 3 * 60)
    late_reminder: LateReminder = LateReminder.SEND
    quiet_from: time | None = None
    quiet_until: time | None = None
    waitlist_offer_minutes: int = 15
    masters_see_phones: bool = True
    digest_hour: int | None = 9
    digest_is_daily: bool = True
    digest_weekday: int | None = 0
    load_days_back: int = 14
    load_days_ahead: int = 14


@dataclass(frozen=True, slots=True)
class LocationProfile:
    """A location with its rules: the input of every search."""

    location: Location
    policies: PolicySet


@dataclass(frozen=True, slots=True)
class MasterSchedule:
    """A master's own hours and limits; `None` means that the location's apply.

    `working_days` maps a weekday (Monday is 0) to its hours, or to `None` if the master
    never works on it.
    """

    master_id: MasterId
    working_days: Mapping[int, Hours | None] = field(default_factory=dict)
    default_hours: Hours | None = None
    buffer_between_minutes: int | None = None
    min_advance_minutes: int | None = None
    max_advance_days: int | None = None
    max_clients_parallel: int = 1
    timezone: ZoneInfo | None = None
    works_on_holidays: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """Time when a master does not work: a whole local day, or any stretch."""

    master_id: MasterId
    day_off: date | None = None
    block: Interval | None = None
