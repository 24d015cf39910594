"""The stack of screens, as a pure value."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.navigation.frames.frame import Frame, ViewId
from bot.navigation.frames.home import HomeView

MAX_DEPTH = 24
"""Deeper than any flow; beyond it, the oldest level above the menu is dropped."""

HOME_FRAME = Frame(view=HomeView.HOME)


class NavigationStack(BaseModel):
    """The levels from the menu to the current screen; never empty."""

    model_config = ConfigDict(frozen=True)

    frames: Annotated[tuple[Frame, ...], Field(min_length=1)] = (HOME_FRAME,)

    @property
    def top(self) -> Frame:
        """The current screen."""
        return self.frames[-1]

    @property
    def depth(self) -> int:
        """How many levels there are; 1 is the menu."""
        return len(self.frames)

    def push(self, frame: Frame) -> "NavigationStack":
        """Open a screen above the current one."""
        frames = (*self.frames, frame)
        if len(frames) > MAX_DEPTH:
            frames = (frames[0], *frames[2:])
        return NavigationStack(frames=frames)

    def pop(self) -> "NavigationStack":
        """Return to the screen below, at most to the menu."""
        return NavigationStack(frames=self.frames[:-1] or (HOME_FRAME,))

    def has(self, view: ViewId) -> bool:
        """Return whether a level has this view."""
        return any(frame.view == view for frame in self.frames)

    def down_to(self, view: ViewId) -> "NavigationStack":
        """Return to the lowest level that has this view; without one nothing changes."""
        for depth, frame in enumerate(self.frames, start=1):
            if frame.view == view:
                return NavigationStack(frames=self.frames[:depth])
        return self

    def replace(self, frame: Frame) -> "NavigationStack":
        """Replace the current screen."""
        return NavigationStack(frames=(*self.frames[:-1], frame))

    def home(self) -> "NavigationStack":
        """Return to the menu."""
        return NavigationStack()
