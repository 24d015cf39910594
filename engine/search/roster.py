"""The moments at which each post of a plan can be filled."""

from functools import reduce
from operator import or_

from engine.model.plan import Plan, Post
from engine.search.teams import served
from engine.search.timeline import Timeline

Way = tuple[int, int]
"""Minutes of a step, and the moments at which it may start to take exactly these minutes."""


class Roster:
    """The moments of a plan on a timeline; calculated on demand, then cached."""

    def __init__(self, timeline: Timeline, plan: Plan, step_minutes: int) -> None:
        self._timeline = timeline
        self.plan = plan
        self.step_minutes = step_minutes
        self._starts: dict[tuple[int, int | None], list[int]] = {}
        self._grids: dict[Post, int] = {}
        self._ways: dict[tuple[int, bool, bool], list[Way]] = {}

    def starts(self, index: int) -> list[int]:
        """Return the possible starts of each post of a step; its gap must be free too."""
        return self._of_posts(index, None)

    def on_grid(self, index: int) -> list[int]:
        """Return the same, limited to the grid of each resource."""
        return self._of_posts(index, self.step_minutes)

    def free(self, resource_ids: tuple[str, ...]) -> list[int]:
        """Return the free minutes of resources over all days of the plan."""
        found = [0] * len(resource_ids)
        for offset in {step.day_offset for step in self.plan.steps}:
            for at, lane in enumerate(self._timeline.lanes(offset, resource_ids)):
                found[at] |= 0 if lane is None else lane.free << self._timeline.shift(offset)
        return found

    def grid_of(self, post: Post) -> int:
        """Return the possible starts of a post on its grid."""
        known = self._grids.get(post)
        if known is None:
            for index, step in enumerate(self.plan.steps):
                self._grids.update(zip(step.posts, self.on_grid(index), strict=True))
            known = self._grids[post]
        return known

    def ways(self, index: int, on_grid: bool, last: bool) -> list[Way]:
        """Return the ways of a step by its length in minutes: with gaps unless last."""
        known = self._ways.get((index, on_grid, last))
        if known is None:
            step = self.plan.steps[index]
            build = self._solo_ways if step.needed == 1 else self._team_ways
            known = self._ways[index, on_grid, last] = build(index, on_grid, last)
        return known

    def _of_posts(self, index: int, grid_step: int | None) -> list[int]:
        known = self._starts.get((index, grid_step))
        if known is None:
            step = self.plan.steps[index]
            lanes = self._timeline.lanes(step.day_offset, step.resource_ids)
            known = [
                0 if lane is None else lane.moments(post.block, grid_step)
                for post, lane in zip(step.posts, lanes, strict=True)
            ]
            if step.day_offset:
                shift = self._timeline.shift(step.day_offset)
                known = [moments << shift for moments in known]
            self._starts[index, grid_step] = known
        return known

    def _solo_ways(self, index: int, on_grid: bool, last: bool) -> list[Way]:
        moments = self.on_grid(index) if on_grid else self.starts(index)
        step = self.plan.steps[index]
        if step.one_pace:
            minutes = step.posts[0].duration if last else step.posts[0].block
            return [(minutes, reduce(or_, moments))]
        found: dict[int, int] = {}
        for post, own in zip(step.posts, moments, strict=True):
            minutes = post.duration if last else post.block
            found[minutes] = found[minutes] | own if minutes in found else own
        return list(found.items())

    def _team_ways(self, index: int, on_grid: bool, last: bool) -> list[Way]:
        """Return the ways of a step for several resources: the slowest member sets the minutes.

        The start is on the grid of at least one member. Any resource that fits can join a complete
        team, so one fitting resource on the grid is enough.
        """
        step, starts = self.plan.steps[index], self.starts(index)
        paces = [post.duration if last else post.block for post in step.posts]
        ways = []
        for pace in sorted(set(paces)):
            quick = [at for at, minutes in enumerate(paces) if minutes <= pace]
            moments = served(
                step.roles, [step.posts[at] for at in quick], [starts[at] for at in quick]
            )
            if on_grid:
                moments &= reduce(or_, [self.on_grid(index)[at] for at in quick])
            ways.append((pace, moments))
        return ways
