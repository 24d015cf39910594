"""What a visit at a start can touch, and whether the rules let it start then."""

from datetime import UTC, datetime, timedelta

from domain.availability.model import VisitPlan
from domain.availability.policies import horizon_denial, lead_time_denial, notice_denial
from domain.availability.provider import Availability
from domain.shared.denials import PolicyDenial
from domain.shared.time import DAY, DateRange, Interval


def days_around(plan: VisitPlan, start_at: datetime) -> DateRange:
    """Return the local days that the visit can touch, and the day before for night shifts."""
    zone = plan.profile.location.timezone
    touched = longest_interval(plan, start_at)
    first, last = (m.astimezone(zone).date() for m in (touched.start_at, touched.end_at))
    return DateRange(first - DAY, last)


def longest_interval(plan: VisitPlan, start_at: datetime) -> Interval:
    """Return the longest interval that the visit can block, with waiting, gaps and buffer."""
    in_utc = start_at.astimezone(UTC)
    buffer = timedelta(minutes=plan.longest_buffer_minutes)
    return Interval(in_utc, in_utc + plan.longest_visit + buffer)


def out_of_reach_denial(availability: Availability, start_at: datetime) -> PolicyDenial | None:
    """Return why a start outside lead time or horizon is denied; the windows exclude it already."""
    zone = availability.plan.profile.location.timezone
    earliest_at = availability.earliest_start().astimezone(zone)
    too_soon = notice_denial if availability.plan.notice_minutes else lead_time_denial
    return too_soon(start_at, earliest_at) or horizon_denial(
        availability.day_of(start_at), availability.horizon.last
    )
