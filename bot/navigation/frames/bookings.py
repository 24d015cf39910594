"""An admin's list of everybody's visits: what it is narrowed down to stands in its frame.

The screens of its filters lie above it and change that frame, so that every way back leads to the
list as it is wanted.
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
    """What is listed."""

    model_config = ConfigDict(frozen=True)

    wanted: BookingFilter = BookingFilter()


def booking_list_frame(payload: BookingListPayload | None = None) -> Frame:
    """Return the list, at its first page."""
    return frame_of(BookingsView.BOOKINGS, payload or BookingListPayload())


def filters_frame(part: FilterPart | None = None) -> Frame:
    """Return all that the list can be narrowed down by, or the choices of one part."""
    return Frame(view=BookingsView.BOOKING_FILTERS, filter=part or "")


def part_of(frame: Frame) -> FilterPart | None:
    """Return whose choices a screen of filters shows; raises `UnreadableFrameError`."""
    try:
        return FilterPart(frame.filter) if frame.filter else None
    except ValueError as error:
        raise UnreadableFrameError(frame.view) from error


def wanted_of(stack: NavigationStack) -> BookingFilter:
    """Return what the list beneath is narrowed down to; raises `UnreadableFrameError`."""
    for frame in stack.frames:
        if frame.view == BookingsView.BOOKINGS:
            return frame.read(BookingListPayload).wanted
    raise UnreadableFrameError(BookingsView.BOOKINGS)


def narrowed(stack: NavigationStack, payload: BookingListPayload) -> NavigationStack:
    """Have the list beneath narrowed down otherwise, from its first page on."""
    frames = (
        booking_list_frame(payload) if frame.view == BookingsView.BOOKINGS else frame
        for frame in stack.frames
    )
    return NavigationStack(frames=tuple(frames))
