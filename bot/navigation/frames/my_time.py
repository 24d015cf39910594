from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.navigation.frames.frame import Frame, ViewId, frame_of
from domain.my_time.changes import TakesTime, WorkingDayChange
from domain.shared.ids import BookingId, MasterId


class MyTimeView(ViewId):
    """A master's working time."""

    MY_TIME = "my_time"
    WEEKDAY = "weekday"
    DAY_OFF = "day_off"
    BLOCK = "block"
    COLLISIONS = "collisions"
    DISPLACED = "displaced"


class MyTimePayload(BaseModel):
    """The master whose working time is shown."""

    model_config = ConfigDict(frozen=True)

    master_id: MasterId


class WeekdayPayload(MyTimePayload):
    """The weekday whose hours are shown, Monday being 0."""

    weekday: int


class CollisionsPayload(MyTimePayload):
    """A change to confirm, and the visits in its way that were shown.

    Its reason is not stored here but in the note of the conversation.
    """

    change: TakesTime
    seen: tuple[BookingId, ...]


class DisplacedPayload(MyTimePayload):
    """The change whose outcome is shown."""

    changed_at: AwareDatetime


def my_time_frame(view: ViewId, master_id: MasterId) -> Frame:
    """Return the working time of a master, or a part of it."""
    return frame_of(view, MyTimePayload(master_id=master_id))


def weekday_frame(master_id: MasterId, weekday: int) -> Frame:
    """Return the hours of a weekday."""
    return frame_of(MyTimeView.WEEKDAY, WeekdayPayload(master_id=master_id, weekday=weekday))


def collisions_frame(
    master_id: MasterId, change: TakesTime, seen: Collection[BookingId] = (), cursor: int = 0
) -> Frame:
    """Return the question whether to make a change despite visits, some of them already shown."""
    change = with_reason(change, "")
    payload = CollisionsPayload(master_id=master_id, change=change, seen=tuple(sorted(seen)))
    return frame_of(MyTimeView.COLLISIONS, payload, cursor)


def reason_of(change: TakesTime) -> str:
    """Return the typed reason of a change."""
    return "" if isinstance(change, WorkingDayChange) else change.reason


def with_reason(change: TakesTime, reason: str) -> TakesTime:
    """Return the change with this reason, if its type has one."""
    return change if isinstance(change, WorkingDayChange) else replace(change, reason=reason)


def displaced_frame(master_id: MasterId, changed_at: datetime) -> Frame:
    """Return the screen of the visits that a change of a master's time displaced."""
    payload = DisplacedPayload(master_id=master_id, changed_at=changed_at)
    return frame_of(MyTimeView.DISPLACED, payload)


def master_of(frame: Frame) -> MasterId:
    """Return the master whose time such a screen shows."""
    return frame.read(MyTimePayload).master_id
