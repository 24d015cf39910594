"""Pure rules: each returns `None` (allowed) or a denial with the data to explain it."""

from datetime import date, datetime

from domain.schedule.model import PolicySet
from domain.shared.denials import PolicyDenial


class MaintenanceDenial(PolicyDenial):
    """No new bookings for now; `text` is the location's explanation, which may be empty."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class TooSoonDenial(PolicyDenial):
    """The start lies within the lead time, which ends at `earliest_at`."""

    def __init__(self, earliest_at: datetime) -> None:
        super().__init__(earliest_at)
        self.earliest_at = earliest_at


class MoveTooSoonDenial(TooSoonDenial):
    """The new start of a visit lies within the lock window."""


class TooFarDenial(PolicyDenial):
    """The start lies beyond the horizon, whose last local day is `last_day`."""

    def __init__(self, last_day: date) -> None:
        super().__init__(last_day)
        self.last_day = last_day


def maintenance_denial(policies: PolicySet) -> MaintenanceDenial | None:
    """During maintenance new bookings are denied; reading and cancelling remain possible."""
    return MaintenanceDenial(policies.maintenance_text) if policies.is_in_maintenance else None


def lead_time_denial(start_at: datetime, earliest_at: datetime) -> TooSoonDenial | None:
    """A start must lie outside the lead time."""
    return TooSoonDenial(earliest_at) if start_at < earliest_at else None


def notice_denial(start_at: datetime, earliest_at: datetime) -> MoveTooSoonDenial | None:
    """A client cannot move a visit into the lock window."""
    return MoveTooSoonDenial(earliest_at) if start_at < earliest_at else None


def horizon_denial(start_day: date, last_day: date) -> TooFarDenial | None:
    """A start must lie within the horizon."""
    return TooFarDenial(last_day) if start_day > last_day else None
