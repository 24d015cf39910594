"""The search for chains."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from engine.availability import MasterAvailability
from engine.reasons import Reason
from engine.requests import BookingEngineRequest
from engine.results import EngineResult

Availability = Mapping[str, MasterAvailability]


class ChainFinder:
    """Finds starts, days and chains. Stateless: share one between requests."""

    def __init__(self, step_minutes: int = 30, min_start: datetime | None = None) -> None:
        if step_minutes <= 0:
            raise ValueError(f"step_minutes must be positive, not {step_minutes}")
        self.step_minutes = step_minutes
        self.min_start = min_start

    def find(
        self,
        request: BookingEngineRequest,
        resources_availability: Availability,
        max_solutions: int = 50,
        max_unique_starts: int | None = None,
    ) -> EngineResult:
        """Chains of one day in order of start."""
        raise NotImplementedError

    def find_starts(
        self, request: BookingEngineRequest, resources_availability: Availability
    ) -> list[datetime]:
        """Every distinct start of the day, in order; no chain is built."""
        raise NotImplementedError

    def find_open_days(
        self,
        request: BookingEngineRequest,
        availability_by_date: Mapping[date, Availability],
    ) -> dict[date, int]:
        """For each of the dates the number of distinct starts, days without one included."""
        raise NotImplementedError

    def find_nearest(
        self,
        request: BookingEngineRequest,
        get_availability_for_date: Callable[[date], Availability],
        search_from: date,
        search_days: int = 60,
        max_solutions_per_day: int = 1,
    ) -> EngineResult:
        """Chains of the first day that has any."""
        raise NotImplementedError

    def explain(
        self,
        request: BookingEngineRequest,
        resources_availability: Availability,
        start: datetime,
    ) -> list[Reason]:
        """Why a start is not offered; empty if it is."""
        raise NotImplementedError
