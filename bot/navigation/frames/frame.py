"""The levels of the navigation stack: ids and ISO times only, so that they survive a restart."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

Payload = TypeVar("Payload", bound=BaseModel)


class ViewId(StrEnum):
    """The name of a screen; each feature names its own in a subclass, and all names differ."""


class UnreadableFrameError(ValueError):
    """Another version of the program wrote the frame."""


class Frame(BaseModel):
    """One level of the stack: a view, its content, and the reader's position in it."""

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
