import pytest

from bot.callbacks.bookings import FilterPart
from bot.navigation.frames.bookings import (
    BookingListPayload,
    BookingsView,
    booking_list_frame,
    filters_frame,
    narrowed,
    part_of,
    wanted_of,
)
from bot.navigation.frames.frame import Frame, UnreadableFrameError
from bot.navigation.frames.stack import NavigationStack
from domain.visit_queries.booking_filter import BookingFilter, NamedDays
from tests.bot.support.bookings_screens import NARROWED

TODAY = BookingFilter(NamedDays.TODAY)


def stack_of(*frames: Frame) -> NavigationStack:
    stack = NavigationStack()
    for frame in frames:
        stack = stack.push(frame)
    return stack


@pytest.mark.parametrize("wanted", [BookingFilter(), TODAY, NARROWED])
def test_the_filters_outlive_the_process(wanted: BookingFilter) -> None:
    stack = stack_of(booking_list_frame(BookingListPayload(wanted=wanted)), filters_frame())
    stored = NavigationStack.model_validate_json(stack.model_dump_json())
    assert wanted_of(stored) == wanted


def test_a_filter_that_changes_leads_to_the_first_page_of_the_same_list() -> None:
    third_page = booking_list_frame().model_copy(update={"cursor": 2})
    stack = stack_of(third_page, filters_frame(), filters_frame(FilterPart.DAYS))
    changed = narrowed(stack, BookingListPayload(wanted=TODAY))
    assert [frame.view for frame in changed.frames] == [frame.view for frame in stack.frames]
    assert changed.top == stack.top
    assert wanted_of(changed) == TODAY
    assert changed.down_to(BookingsView.BOOKINGS).top.cursor == 0


def test_filters_without_their_list_cannot_be_read() -> None:
    with pytest.raises(UnreadableFrameError):
        wanted_of(stack_of(filters_frame()))


def test_the_parts_of_the_filters_are_known() -> None:
    assert part_of(filters_frame()) is None
    assert part_of(filters_frame(FilterPart.MASTER)) is FilterPart.MASTER
    with pytest.raises(UnreadableFrameError):
        part_of(Frame(view=BookingsView.BOOKING_FILTERS, filter="colour"))
