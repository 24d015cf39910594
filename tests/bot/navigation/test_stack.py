from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.fsm.booking import BookingDraft
from bot.navigation.frames.booking import BookingView
from bot.navigation.frames.frame import Frame, UnreadableFrameError, ViewId
from bot.navigation.frames.stack import HOME_FRAME, MAX_DEPTH, NavigationStack

VIEWS = [view for kind in ViewId.__subclasses__() for view in kind]

payloads = st.sampled_from(
    [
        {},
        {"booking_id": 2**63},
        {"service_ids": [1, 2], "master_ids": [None, 7], "day": "2030-03-05"},
    ]
)
frames = st.builds(
    Frame,
    view=st.sampled_from(VIEWS),
    payload=payloads,
    cursor=st.integers(),
    filter=st.sampled_from(["", "past", "✓"]),
)


def stacks_of(least: int, most: int) -> st.SearchStrategy[NavigationStack]:
    """Return stacks that were made by so many pushes."""
    above = st.lists(frames, min_size=least - 1, max_size=most - 1)
    return above.map(lambda above: reduce(NavigationStack.push, above, NavigationStack()))


stacks = stacks_of(1, MAX_DEPTH)


@given(stacks_of(1, MAX_DEPTH - 1), frames)
def test_pop_after_push_is_the_stack_as_it_was(stack: NavigationStack, frame: Frame) -> None:
    assert stack.push(frame).top == frame
    assert stack.push(frame).pop() == stack


@given(stacks, frames)
def test_depth_is_bounded_and_the_menu_stays_at_the_bottom(
    stack: NavigationStack, frame: Frame
) -> None:
    pushed = stack.push(frame)
    assert pushed.depth == min(stack.depth + 1, MAX_DEPTH)
    assert pushed.frames[0] == HOME_FRAME
    assert pushed.top == frame


@given(stacks_of(MAX_DEPTH, MAX_DEPTH), frames)
def test_beyond_the_bound_only_the_oldest_level_above_the_menu_is_forgotten(
    stack: NavigationStack, frame: Frame
) -> None:
    assert stack.push(frame).frames == (HOME_FRAME, *stack.frames[2:], frame)


@given(stacks, st.lists(st.sampled_from(["pop", "home", "replace"]), max_size=20), frames)
def test_stack_is_never_empty(stack: NavigationStack, acts: list[str], frame: Frame) -> None:
    for act in acts:
        stack = stack.replace(frame) if act == "replace" else getattr(stack, act)()
        assert stack.depth >= 1
        assert stack.top == stack.frames[-1]


@given(stacks, frames)
def test_replace_changes_the_top_alone(stack: NavigationStack, frame: Frame) -> None:
    assert stack.replace(frame).frames == (*stack.frames[:-1], frame)


@given(stacks)
def test_home_is_the_menu_alone(stack: NavigationStack) -> None:
    assert stack.home().frames == (HOME_FRAME,)


@given(stacks, st.sampled_from(VIEWS))
def test_down_to_a_view_is_its_lowest_level_or_nowhere(
    stack: NavigationStack, view: ViewId
) -> None:
    stack = NavigationStack.model_validate_json(stack.model_dump_json())  # as it is stored
    down = stack.down_to(view)
    assert stack.frames[: down.depth] == down.frames
    assert stack.has(view) is (down.top.view == view)
    if stack.has(view):
        assert not down.pop().has(view) or down.depth == 1
    else:
        assert down == stack


@given(stacks)
def test_stack_survives_the_storage(stack: NavigationStack) -> None:
    assert NavigationStack.model_validate_json(stack.model_dump_json()) == stack
    assert NavigationStack.model_validate(stack.model_dump(mode="json")) == stack


def test_a_stored_stack_without_any_level_is_refused() -> None:
    with pytest.raises(ValidationError):
        NavigationStack.model_validate({"frames": []})


def test_a_frame_of_another_version_says_that_it_cannot_be_read() -> None:
    with pytest.raises(UnreadableFrameError):
        Frame(view=BookingView.DAY, payload={"location": "of old"}).read(BookingDraft)
