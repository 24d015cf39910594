"""Plans as requests to the engine."""

from collections.abc import Callable
from datetime import date, datetime
from math import prod

from domain.availability.model import DayAvailability, PlannedService, VisitPlan, lanes_of
from domain.shared.ids import MasterId
from domain.shared.time import MINUTE
from engine import BookingEngineRequest, ServiceRequest
from engine.time.limits import MAX_OVERLAPPING

MAX_CHAINS_OF_ONE_START = 200
"""Limits the work of a choice; masters are tried in turn, so the fairest chains come first."""

Turn = Callable[[MasterId], tuple[int | float | bytes, ...]]
"""A sort key of masters: which one to try first if any master is wanted."""


def engine_request(plan: VisitPlan, day: date, turn: Turn | None = None) -> BookingEngineRequest:
    """Convert the plan to an engine request; `day` is the day on which shifts begin."""
    services = [_service_request(planned, turn) for planned in plan.services]
    return BookingEngineRequest(
        booking_date=day,
        service_requests=services,
        overlap_allowed=_may_overlap(plan),
        max_chain_duration_minutes=plan.longest_visit // MINUTE,
    )


def _may_overlap(plan: VisitPlan) -> bool:
    """Return whether services may be done at the same time; too many are done one by one."""
    parallel = all(planned.service.parallel_ok for planned in plan.services)
    return parallel and 1 < len(plan.services) <= MAX_OVERLAPPING


def _service_request(planned: PlannedService, turn: Turn | None) -> ServiceRequest:
    skills = planned.skills
    if turn is not None:
        skills = tuple(sorted(skills, key=lambda skill: turn(skill.master.id)))
    return ServiceRequest(
        service_id=str(planned.service.id),
        duration_minutes=planned.service.duration_minutes,
        min_gap_after_minutes=planned.service.min_gap_after_minutes,
        possible_resource_ids=[lane.resource_id for lane in lanes_of(skills)],
        parallel_group=planned.service.parallel_group,
        duration_by_resource={
            lane.resource_id: skill.duration_minutes
            for skill in skills
            for lane in lanes_of([skill])
        },
    )


def most_in_turn(plan: VisitPlan) -> int | None:
    """Return how many lanes of each service make up all chains; `None` if it is all of them."""
    if not plan.has_paces:  # the first in turn come first in any case
        return None
    lanes = [len(lanes_of(planned.skills)) for planned in plan.services]
    if prod(lanes) <= MAX_CHAINS_OF_ONE_START:
        return None
    return int(MAX_CHAINS_OF_ONE_START ** (1 / len(lanes)))


def free_around(plan: VisitPlan, free: DayAvailability, start: datetime) -> set[str]:
    """Return the resources that have free time during a visit from `start` on."""
    first, last = start.timestamp(), (start + plan.longest_visit).timestamp()
    return {
        resource_id
        for resource_id, one in free.items()
        if any(
            window_start.timestamp() < last and first < window_end.timestamp()
            for window_start, window_end in one.free_windows
        )
    }


def of_the_first(request: BookingEngineRequest, free: set[str], most: int) -> BookingEngineRequest:
    """Return the request for the first free resources of each service."""
    services = []
    for service in request.service_requests:
        names = [name for name in service.possible_resource_ids if name in free]
        first = names[:most] or service.possible_resource_ids[:1]
        services.append(service.model_copy(update={"possible_resource_ids": first}))
    return request.model_copy(update={"service_requests": services})
