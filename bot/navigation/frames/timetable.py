from datetime import date

from pydantic import BaseModel, ConfigDict

from bot.navigation.frames.frame import Frame, ViewId, frame_of


class TimetableView(ViewId):
    """A master's days."""

    TODAY = "today"
    WEEK = "week"


class DayPayload(BaseModel):
    """The day, or a day of the week, that a screen shows; `None` means today."""

    model_config = ConfigDict(frozen=True)

    day: date | None = None


def day_frame(day: date | None = None) -> Frame:
    """Return the visits of a day."""
    return frame_of(TimetableView.TODAY, DayPayload(day=day))


def week_frame(day: date | None = None) -> Frame:
    """Return the week of a day."""
    return frame_of(TimetableView.WEEK, DayPayload(day=day))


def day_shown(frame: Frame) -> date | None:
    """Return the day that such a screen is about."""
    return frame.read(DayPayload).day
