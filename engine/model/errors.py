"""Facts for logs. The chat translates an error by its class and never shows its text."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar


class BookingEngineError(Exception):
    """The base of all errors of the engine."""

    default_message: ClassVar[str] = "The booking engine failed"

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.default_message
        super().__init__(self.message)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by attributes: unlike in other exceptions, the arguments are not the text."""
        return _copied, (type(self), self.__dict__)


class NoAvailabilityError(BookingEngineError):
    """Nothing is free for these services on the date."""

    default_message = "No free time for the services"

    def __init__(
        self,
        booking_date: date | None = None,
        service_ids: Sequence[str] | None = None,
        message: str | None = None,
    ) -> None:
        self.booking_date = booking_date
        self.service_ids = list(service_ids or [])
        super().__init__(message or _dated(self.default_message, booking_date))


class InvalidServiceDurationError(BookingEngineError):
    """A service has an invalid duration."""

    default_message = "Invalid service duration"

    def __init__(
        self,
        service_id: str | None = None,
        duration_minutes: int | None = None,
        message: str | None = None,
    ) -> None:
        self.service_id = service_id
        self.duration_minutes = duration_minutes
        text = self.default_message
        if service_id is not None:
            text += f" of service {service_id}"
        if duration_minutes is not None:
            text += f": {duration_minutes} min"
        super().__init__(message or text)


class InvalidBookingDateError(BookingEngineError):
    """The date cannot be booked."""

    default_message = "The date cannot be booked"

    def __init__(
        self,
        booking_date: date | None = None,
        reason: str | None = None,
        message: str | None = None,
    ) -> None:
        self.booking_date = booking_date
        self.reason = reason
        text = (
            self.default_message
            if booking_date is None
            else f"{_day(booking_date)} cannot be booked"
        )
        super().__init__(message or _because(text, reason))


class SlotAlreadyBookedError(BookingEngineError):
    """Another booking took the time first."""

    default_message = "The time is taken"

    def __init__(
        self,
        resource_id: str | None = None,
        service_id: str | None = None,
        booking_date: date | None = None,
        slot_time: str | None = None,
        message: str | None = None,
    ) -> None:
        self.resource_id = resource_id
        self.service_id = service_id
        self.booking_date = booking_date
        self.slot_time = slot_time
        text = self.default_message if slot_time is None else f"The time {slot_time} is taken"
        super().__init__(message or _dated(text, booking_date))


class ChainBuildError(BookingEngineError):
    """Some services fit, but not all of them together."""

    default_message = "The services do not fit together"

    def __init__(
        self,
        failed_at_index: int | None = None,
        reason: str | None = None,
        message: str | None = None,
    ) -> None:
        self.failed_at_index = failed_at_index
        self.reason = reason
        super().__init__(message or _because(self.default_message, reason))


class ResourceNotAvailableError(BookingEngineError):
    """The requested resource does not work on the date."""

    default_message = "The resource is not available"

    def __init__(
        self,
        resource_id: str | None = None,
        booking_date: date | None = None,
        message: str | None = None,
    ) -> None:
        self.resource_id = resource_id
        self.booking_date = booking_date
        text = self.default_message
        if resource_id is not None:
            text = f"Resource {resource_id} is not available"
        super().__init__(message or _dated(text, booking_date))


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _dated(text: str, day: date | None) -> str:
    return text if day is None else f"{text} on {_day(day)}"


def _because(text: str, reason: str | None) -> str:
    return text if reason is None else f"{text}: {reason}"


def _copied(kind: type[BookingEngineError], facts: dict[str, object]) -> BookingEngineError:
    error = kind()
    error.__dict__.update(facts)
    error.args = (error.message,)
    return error
