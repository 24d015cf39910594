"""One requested service."""

from typing import Annotated

from pydantic import Field, field_validator

from engine.model.base import BaseDTO
from engine.time.limits import MAX_MINUTES, MAX_RESOURCES

Minutes = Annotated[int, Field(gt=0, le=MAX_MINUTES)]


class ServiceRequest(BaseDTO):
    """One service of a request.

    `duration_by_resource` holds the minutes of resources that differ from `duration_minutes`.
    """

    service_id: str
    duration_minutes: Minutes
    min_gap_after_minutes: int = Field(default=0, ge=0, le=MAX_MINUTES)
    possible_resource_ids: list[str] = Field(min_length=1, max_length=MAX_RESOURCES)
    parallel_group: str | None = None
    duration_by_resource: dict[str, Minutes] = Field(default={}, max_length=MAX_RESOURCES)

    @field_validator("parallel_group", mode="after")
    @classmethod
    def _empty_tag_is_none(cls, tag: str | None) -> str | None:
        return tag or None

    @property
    def total_block_minutes(self) -> int:
        """Minutes for which the service occupies a resource: duration and gap."""
        return self.duration_minutes + self.min_gap_after_minutes

    def minutes_for(self, resource_id: str) -> int:
        """Return the minutes that this resource needs, without the gap."""
        return self.duration_by_resource.get(resource_id, self.duration_minutes)

    def __repr__(self) -> str:
        return f"<ServiceRequest id={self.service_id} dur={self.duration_minutes}>"
