"""What the navigation stack holds: ids and ISO times only, so that it outlives any process."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

Payload = TypeVar("Payload", bound=BaseModel)


class ViewId(StrEnum):
    """Names a screen; each feature names its own in a subclass, and no two are alike."""


class UnreadableFrameError(ValueError):
    """Another version of the program wrote the frame."""


class Frame(BaseModel):
    """One level of the stack: a view, what it shows, and where in it the reader was."""

    model_config = ConfigDict(frozen=True)

    view: str
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
