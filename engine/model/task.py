"""Plain requests as tasks, a compact form for searching many days."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from engine.model.plan import Plan
from engine.time.bits import each, first_from


class Work(NamedTuple):
    """What one step needs on a day."""

    resource_ids: tuple[str, ...]
    minutes: int
    step: int | None
    """Of the grid of its starts; None if it may start at any minute."""


class Task(NamedTuple):
    """Works done one after the other."""

    works: tuple[Work, ...]
    patience: int | None
    """Maximum total minutes of waiting between works; None for no limit."""

    def starts(self, moments: Sequence[int], earliest: int, most: int | None = None) -> int:
        """Return the starts of the task, given the moments at which each work can start.

        `most` limits the number of starts only if waiting is limited; else all are returned.
        """
        starts = moments[-1]
        for at in range(len(moments) - 2, -1, -1):
            length = starts.bit_length() - self.works[at].minutes
            starts = moments[at] & (1 << length) - 1 if length > 0 else 0
        if earliest:
            starts = starts >> earliest << earliest
        if self.patience is None:
            return starts
        return sum(1 << start for start in islice(self._within_wait(starts, moments), most))

    def _within_wait(self, starts: int, moments: Sequence[int]) -> Iterator[int]:
        """Yield the starts that stay within the allowed waiting time."""
        for start in each(starts):
            ready, idle = start, 0
            for work, own in zip(self.works, moments, strict=True):
                begin = first_from(own, ready)
                idle += begin - ready
                ready = begin + work.minutes
            if self.patience is None or idle <= self.patience:
                yield start


def task_of(plan: Plan, step_minutes: int, longest: int | None) -> Task | None:
    """Return the task of a plan, or None if the plan is not plain.

    A plan is plain if it has one order on one day, and each step needs one resource and takes
    equally long for all of them.
    """
    if not plan.line or any(step.day_offset or not step.one_pace for step in plan.steps):
        return None
    steps = [step_minutes] + [None] * (len(plan.steps) - 1)
    works = tuple(
        Work(step.resource_ids, step.posts[0].block, grid_step)
        for step, grid_step in zip(plan.steps, steps, strict=True)
    )
    last = plan.steps[-1].posts[0]
    span = sum(work.minutes for work in works) - last.block + last.duration
    return Task(works, None if longest is None else longest - span)
