"""Base models of every kind of booking: request, free windows, solution, result."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from engine.time.limits import MAX_WINDOWS
from engine.time.moments import instant, minutes_between, mixed_clocks


class BaseDTO(BaseModel):
    """A frozen value. Its `repr` shows ids and times only, so it is always safe to log."""

    model_config = ConfigDict(frozen=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with changes, without the cached values of the original."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __str__(self) -> str:
        return repr(self)


class ResourceAvailability(BaseDTO):
    """The free time of one resource. Windows may touch, overlap, repeat and come in any order."""

    resource_id: str
    free_windows: list[tuple[datetime, datetime]] = Field(default=[], max_length=MAX_WINDOWS)

    @model_validator(mode="after")
    def _windows_run_forward(self) -> Self:
        try:
            for start, end in self.free_windows:
                if start >= end and instant(start) >= instant(end):
                    text = f"resource {self.resource_id}: window starts {start}, ends {end}"
                    raise ValueError(text)
        except TypeError:
            raise mixed_clocks(self.resource_id) from None
        return self

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__} resource={self.resource_id} windows={len(self.free_windows)}>"
        )


class BookingRequest(BaseDTO):
    """A request for a date."""

    booking_date: date

    def __repr__(self) -> str:
        return f"<{type(self).__name__} date={self.booking_date}>"


class BookingSolution(BaseDTO):
    """One resource taken from start to end."""

    resource_id: str
    start_time: datetime
    end_time: datetime

    @property
    def duration_minutes(self) -> int:
        """Real minutes from start to end."""
        return minutes_between(self.start_time, self.end_time)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} res={self.resource_id} start={self.start_time:%H:%M}>"


class BookingResult(BaseDTO):
    """The base of results."""

    @property
    def has_solutions(self) -> bool:
        """Whether anything was found."""
        raise NotImplementedError
