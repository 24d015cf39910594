"""Requests: services, and how they depend on each other."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from engine.model.base import BookingRequest
from engine.model.plan import Plan, plans
from engine.model.services import ServiceRequest
from engine.model.task import Task, task_of
from engine.time.limits import (
    MAX_DAYS,
    MAX_GROUP,
    MAX_OVERLAPPING,
    MAX_SERVICES,
    MAX_UNORDERED_SERVICES,
)


class BookingMode(StrEnum):
    """How the services of a request are spread over days and resources."""

    SINGLE_DAY = "single_day"
    MULTI_DAY = "multi_day"
    RESOURCE_LOCKED = "resource_locked"


class BookingEngineRequest(BookingRequest):
    """Services to be done on a date, in the order given unless `service_order_free`."""

    service_requests: list[ServiceRequest] = Field(min_length=1, max_length=MAX_SERVICES)
    mode: BookingMode = BookingMode.SINGLE_DAY
    overlap_allowed: bool = False
    group_size: int = Field(default=1, ge=1, le=MAX_GROUP)
    max_chain_duration_minutes: int | None = Field(default=None, ge=1)
    days_gap: list[Annotated[int, Field(ge=0, le=MAX_DAYS)]] | None = None
    service_order_free: bool = False

    @property
    def total_duration_minutes(self) -> int:
        """Minutes of all services, without gaps."""
        return sum(service.duration_minutes for service in self.service_requests)

    @property
    def total_block_minutes(self) -> int:
        """Minutes of all services, with gaps."""
        return sum(service.total_block_minutes for service in self.service_requests)

    @cached_property
    def plans(self) -> list[Plan]:
        """The request as the search reads it."""
        return plans(
            self.service_requests,
            self.day_offsets,
            people=self.group_size,
            any_order=self.service_order_free,
            locked=self.mode is BookingMode.RESOURCE_LOCKED,
        )

    def resource_ids(self) -> Iterator[str]:
        """Yield all requested resources in order, with repetitions."""
        for service in self.service_requests:
            yield from service.possible_resource_ids

    def task(self, step_minutes: int) -> Task | None:
        """Return the request as a plain task; None if it is not plain."""
        if self.overlap_allowed or len(self.plans) != 1:
            return None
        return task_of(self.plans[0], step_minutes, self.max_chain_duration_minutes)

    @cached_property
    def day_offsets(self) -> list[int]:
        """For each service the days from `booking_date` to its own day."""
        if self.mode is not BookingMode.MULTI_DAY:
            return [0] * len(self.service_requests)
        return self.days_gap or list(range(len(self.service_requests)))

    @model_validator(mode="after")
    def _days_match_services(self) -> Self:
        if self.mode is not BookingMode.MULTI_DAY or self.days_gap is None:
            return self
        if len(self.days_gap) != len(self.service_requests):
            raise ValueError("days_gap needs one offset for each service")
        if self.days_gap != sorted(self.days_gap):
            raise ValueError("days_gap must never decrease")
        return self

    @model_validator(mode="after")
    def _combinations_stay_countable(self) -> Self:
        services = len(self.service_requests)
        if self.service_order_free and services > MAX_UNORDERED_SERVICES:
            raise ValueError(f"service_order_free allows {MAX_UNORDERED_SERVICES} services at most")
        if self.overlap_allowed and services * self.group_size > MAX_OVERLAPPING:
            raise ValueError(f"overlap_allowed allows {MAX_OVERLAPPING} items at most")
        tags = Counter(s.parallel_group for s in self.service_requests if s.parallel_group)
        if max(tags.values(), default=0) > MAX_UNORDERED_SERVICES:
            raise ValueError(f"a parallel_group holds {MAX_UNORDERED_SERVICES} services at most")
        if max(tags.values(), default=1) * self.group_size > MAX_GROUP:
            raise ValueError(f"group_size: {MAX_GROUP} items at most may start at one moment")
        return self

    def __repr__(self) -> str:
        return (
            f"<BookingEngineRequest date={self.booking_date} services={len(self.service_requests)}>"
        )
