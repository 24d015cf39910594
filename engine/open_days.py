"""How many starts each of many days has, for plain requests: what a month view asks.

The same answer as `Search.count` at half the cost: windows become sets of starts at once, without
lanes, and one set of a day stands for all resources.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from engine.bits import grid
from engine.board import Board
from engine.lanes import DAY_MINUTES
from engine.plan import Plan


class Work(NamedTuple):
    """What one step asks of a day."""

    resource_ids: tuple[str, ...]
    minutes: int
    step: int
    """Of the grid of its starts; 1 if it may start at any minute."""


def works(plan: Plan, step_minutes: int) -> list[Work]:
    """What the steps ask; nothing for a plan that must be looked at more closely.

    A plan is plain if it has one order on one day, and each step is for one, at one pace.
    """
    if not plan.line or any(step.day_offset or not step.one_pace for step in plan.steps):
        return []
    steps = [step_minutes] + [1] * (len(plan.steps) - 1)
    return [
        Work(step.resource_ids, step.posts[0].block, grid_step)
        for step, grid_step in zip(plan.steps, steps, strict=True)
    ]


def counts(
    wanted: Sequence[Work],
    boards: Mapping[date, Board],
    moments_of: Callable[[Work], list[int]],
    min_start: datetime | None,
) -> dict[date, int]:
    """For each day the starts from which every work leaves time for the next one.

    `moments_of` tells for each day when somebody can start a work.
    """
    *others, last = wanted
    starts = moments_of(last)
    for work in reversed(others):
        starts = _in_time(moments_of(work), work.minutes, starts)
    if min_start is not None:
        starts = list(_not_before(min_start, boards.values(), starts))
    return dict(zip(boards, [moments.bit_count() for moments in starts], strict=True))


def fresh_moments(boards: Iterable[Board], wanted: Sequence[Work]) -> dict[Work, list[int]]:
    """For each work, and for each day, when somebody can start it."""
    found: dict[Work, list[int]] = {work: [] for work in wanted}
    alike = [list(own) for _, own in groupby(found, key=lambda work: work.resource_ids)]
    for board in boards:
        for own in alike:
            for work, moments in zip(own, _moments(board, own), strict=True):
                found[work].append(moments)
    return found


def _moments(board: Board, wanted: Sequence[Work]) -> list[int]:
    """When somebody can start each of the works, which are for the same resources."""
    found = [0] * len(wanted)
    for resource_id in wanted[0].resource_ids:
        spans, anchor = board.spans(resource_id)
        for at, (_, minutes, step) in enumerate(wanted):
            starts = 0
            for first, last in spans:
                if last - first >= minutes:
                    starts |= (2 << last - minutes) - (1 << first)
            found[at] |= starts & grid(step, anchor % step, 3 * DAY_MINUTES) if step > 1 else starts
    return found


def _in_time(starts: Sequence[int], minutes: int, rest: Sequence[int]) -> list[int]:
    return [
        moments & (1 << length) - 1 if (length := later.bit_length() - minutes) > 0 else 0
        for moments, later in zip(starts, rest, strict=True)
    ]


def _not_before(
    min_start: datetime, boards: Iterable[Board], starts: Sequence[int]
) -> Iterable[int]:
    untouched = min_start.date() + timedelta(days=1)
    for board, moments in zip(boards, starts, strict=True):
        is_late = board.first_day > untouched
        yield moments if is_late else moments >> max(0, board.minute_from(min_start))
