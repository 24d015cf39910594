"""Protocols for data providers outside the engine. The engine only reads their values."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Protocol, runtime_checkable

from engine.model.availability import MasterAvailability


@runtime_checkable
class ScheduleProvider(Protocol):
    """Provides working hours and breaks."""

    def get_working_hours(self, resource_id: str, target_date: date) -> tuple[time, time] | None:
        """Local start and end of work, or None on a day off."""

    def get_break_interval(
        self, resource_id: str, target_date: date
    ) -> tuple[datetime, datetime] | None:
        """Start and end of the break, or None."""


@runtime_checkable
class BusySlotsProvider(Protocol):
    """Provides busy intervals."""

    def get_busy_intervals(
        self, resource_ids: Sequence[str], target_date: date
    ) -> Mapping[str, Sequence[tuple[datetime, datetime]]]:
        """Taken intervals of many resources on one date, in one query."""


@runtime_checkable
class AvailabilityProvider(Protocol):
    """Provides free time: schedules minus busy intervals."""

    def build_resources_availability(
        self,
        resource_ids: Sequence[str],
        target_date: date,
        *,
        exclude_appointment_ids: Sequence[int] | None = None,
    ) -> Mapping[str, MasterAvailability]:
        """Free time of one date, as if the excluded appointments did not exist."""

    def build_availability_batch(
        self, resource_ids: Sequence[str], start_date: date, end_date: date
    ) -> Mapping[date, Mapping[str, MasterAvailability]]:
        """Free time of each date from start to end, both included, in a fixed number of queries."""
