"""The engine's questions, asked of an availability: shown times and the check at commit agree."""

from datetime import date, datetime, timedelta

from domain.availability.model import PlannedService, VisitPlan, lanes_of
from domain.availability.provider import Availability
from domain.shared.time import DAY
from engine import BookingChainSolution, BookingEngineRequest, ChainFinder, ServiceRequest

MAX_WAITING_MINUTES = 60
"""The most that a client waits inside one visit, all pauses between services together."""

MAX_CHAINS_OF_ONE_START = 200
"""Enough to find the fairest masters among those who are free at one start."""


def longest_visit(plan: VisitPlan) -> timedelta:
    """Return the most time that a visit of the plan can span, waiting and gaps included."""
    return timedelta(minutes=plan.longest_minutes + MAX_WAITING_MINUTES)


def engine_request(plan: VisitPlan, day: date) -> BookingEngineRequest:
    """Put the plan into the engine's words."""
    services = [_service_request(planned) for planned in plan.services]
    return BookingEngineRequest(
        booking_date=day,
        service_requests=services,
        overlap_allowed=len(services) > 1 and all(p.service.parallel_ok for p in plan.services),
        max_chain_duration_minutes=plan.longest_minutes + MAX_WAITING_MINUTES,
    )


def _service_request(planned: PlannedService) -> ServiceRequest:
    return ServiceRequest(
        service_id=str(planned.service.id),
        duration_minutes=planned.service.duration_minutes,
        min_gap_after_minutes=planned.service.min_gap_after_minutes,
        possible_resource_ids=[lane.resource_id for lane in lanes_of(planned.skills)],
        parallel_group=planned.service.parallel_group,
        duration_by_resource={
            lane.resource_id: skill.duration_minutes
            for skill in planned.skills
            for lane in lanes_of([skill])
        },
    )


def count_starts_by_day(availability: Availability) -> dict[date, int]:
    """Return the number of distinct starts of every day of the availability: one pass."""
    request = engine_request(availability.plan, availability.horizon.first)
    return _finder(availability).find_open_days(request, availability.by_date)


def starts_of_day(availability: Availability, day: date) -> list[datetime]:
    """Return the starts that can be had on `day`, ascending, in the location's zone.

    A local time that occurs twice, when daylight saving ends, is offered once: the first.
    """
    request = engine_request(availability.plan, day)
    offered: dict[datetime, datetime] = {}
    for start in _finder(availability).find_starts(request, availability.by_date.get(day, {})):
        offered.setdefault(start.replace(tzinfo=None, fold=0), start)
    return list(offered.values())


def nearest_starts(availability: Availability, wanted_at: datetime, limit: int) -> list[datetime]:
    """Return up to `limit` starts close to `wanted_at`: its day first, then the days after it."""
    zone = availability.plan.profile.location.timezone
    wanted = wanted_at.astimezone(zone)
    nearest: list[datetime] = []
    for day in sorted(day for day in availability.by_date if day >= wanted.date()):
        same_hour = datetime.combine(day, wanted.time(), zone)
        starts = [start for start in starts_of_day(availability, day) if start != wanted_at]
        nearest += _closest(starts, same_hour, limit - len(nearest))
        if len(nearest) == limit:
            break
    return nearest


def _closest(starts: list[datetime], to: datetime, limit: int) -> list[datetime]:
    by_distance = sorted(starts, key=lambda start: abs(start.timestamp() - to.timestamp()))
    return sorted(by_distance[:limit])


def chains_at(availability: Availability, start_at: datetime) -> list[BookingChainSolution]:
    """Return the chains that begin at exactly `start_at`, the most compact first."""
    local = start_at.astimezone(availability.plan.profile.location.timezone)
    finder = ChainFinder(availability.plan.profile.policies.step_minutes, min_start=local)
    for day in (local.date(), local.date() - DAY):  # a night shift may have begun yesterday
        resources = availability.by_date.get(day)
        if not resources:
            continue
        found = finder.find(
            engine_request(availability.plan, day),
            resources,
            max_solutions=MAX_CHAINS_OF_ONE_START,
            max_unique_starts=1,
        )
        if found.best and found.best.starts_at.timestamp() == start_at.timestamp():
            return found.solutions
    return []


def compact_chains(availability: Availability, day: date) -> list[BookingChainSolution]:
    """Return the most compact chain of each start of `day`, ascending."""
    starts = starts_of_day(availability, day)
    if not starts:
        return []
    found = _finder(availability).find(
        engine_request(availability.plan, day),
        availability.by_date[day],
        max_solutions=len(starts),
        max_unique_starts=len(starts),
    )
    offered = set(starts)
    return [chain for chain in found.solutions if chain.starts_at in offered]


def _finder(availability: Availability) -> ChainFinder:
    return ChainFinder(availability.plan.profile.policies.step_minutes)
