"""An admin's list of all visits: its frame holds the filter.

The filter screens lie above the list and change its frame, so that Back always leads to the
filtered list.
"""

from pydantic import BaseModel, ConfigDict

from bot.callbacks.bookings import FilterPart
from bot.navigation.frames.frame import Frame, UnreadableFrameError, ViewId, frame_of
from bot.navigation.frames.stack import NavigationStack
from domain.visit_queries.booking_filter import BookingFilter


class BookingsView(ViewId):
    """The admins' list of bookings."""

    BOOKINGS = "bookings"
    BOOKING_FILTERS = "booking_filters"


class BookingListPayload(BaseModel):
    """The filter of the list."""

    model_config = ConfigDict(frozen=True)

    wanted: BookingFilter = BookingFilter()


def booking_list_frame(payload: BookingListPayload | None = None) -> Frame:
    """Return the list, at its first page."""
    return frame_of(BookingsView.BOOKINGS, payload or BookingListPayload())


def filters_frame(part: FilterPart | None = None) -> Frame:
    """Return the screen of all filters, or of the choices of one filter."""
    return Frame(view=BookingsView.BOOKING_FILTERS, filter=part or "")


def part_of(frame: Frame) -> FilterPart | None:
    """Return the filter whose choices the screen shows; raises `UnreadableFrameError`."""
    try:
        return FilterPart(frame.filter) if frame.filter else None
    except ValueError as error:
        raise UnreadableFrameError(frame.view) from error


def wanted_of(stack: NavigationStack) -> BookingFilter:
    """Return the filter of the list below; raises `UnreadableFrameError`."""
    for frame in stack.frames:
        if frame.view == BookingsView.BOOKINGS:
            return frame.read(BookingListPayload).wanted
    raise UnreadableFrameError(BookingsView.BOOKINGS)


def narrowed(stack: NavigationStack, payload: BookingListPayload) -> NavigationStack:
    """Return the stack with another filter of the list, at its first page."""
    frames = (
        booking_list_frame(payload) if frame.view == BookingsView.BOOKINGS else frame
        for frame in stack.frames
    )
    return NavigationStack(frames=tuple(frames))
