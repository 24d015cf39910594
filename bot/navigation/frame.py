"""What the navigation stack holds: ids and ISO times only, so that it outlives any process."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

Payload = TypeVar("Payload", bound=BaseModel)


class ViewId(StrEnum):
    """Every screen there is."""

    HOME = "home"
    HELP = "help"
    PROFILE = "profile"
    LANGUAGE = "language"
    TIMEZONE = "timezone"
    LOCATION = "location"
    SERVICES = "services"
    MASTER = "master"
    MASTER_CARD = "master_card"
    DAY = "day"
    TIME = "time"
    CONFIRM = "confirm"
    NOTE = "note"
    VISITS = "visits"
    VISIT = "visit"
    CANCEL = "cancel"
    REFUNDS = "refunds"
    STAFF_VISIT = "staff_visit"
    OFFER = "offer"
    UNMARKED = "unmarked"
    TEAM = "team"
    MEMBER = "member"
    TAKE_ROLE = "take_role"
    TODAY = "today"
    WEEK = "week"
    CLIENTS = "clients"
    CLIENT = "client"
    STAFF_NOTE = "staff_note"
    WRITE_CLIENT = "write_client"
    WRITE_STAFF = "write_staff"
    MY_TIME = "my_time"
    WEEKDAY = "weekday"
    DAY_OFF = "day_off"
    BLOCK = "block"
    COLLISIONS = "collisions"
    DISPLACED = "displaced"
    BOOKINGS = "bookings"
    BOOKING_FILTERS = "booking_filters"
    BOOK_FOR = "book_for"
    BOOK_FOR_CARD = "book_for_card"
    STAFF_CANCEL = "staff_cancel"
    FIGURES = "figures"


class UnreadableFrameError(ValueError):
    """Another version of the program wrote the frame."""


class Frame(BaseModel):
    """One level of the stack: a view, what it shows, and where in it the reader was."""

    model_config = ConfigDict(frozen=True)

    view: ViewId
    payload: Mapping[str, JsonValue] = {}
    cursor: int = 0
    filter: str = ""

    def read(self, model: type[Payload]) -> Payload:
        """Return the payload as the type that the view stored; raises `UnreadableFrameError`."""
        try:
            return model.model_validate(self.payload)
        except ValidationError as error:
            raise UnreadableFrameError(self.view) from error


def frame_of(view: ViewId, payload: BaseModel, cursor: int = 0) -> Frame:
    """Make a frame of a typed payload."""
    return Frame(view=view, payload=payload.model_dump(mode="json"), cursor=cursor)
