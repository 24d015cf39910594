"""Explain to admins why a start is not offered."""

from collections.abc import Iterator, Mapping, Sequence

from engine.model.availability import Availability, MasterAvailability
from engine.model.plan import Choice, Plan, Post, Step
from engine.model.reasons import Reason, ReasonCode
from engine.search.roster import Roster
from engine.search.search import Search
from engine.search.timeline import Timeline
from engine.time.bits import NEVER, first_from
from engine.time.lanes import Lane
from engine.time.moments import Interval

Breaks = Mapping[str, Sequence[Interval]]
Hours = Mapping[str, Interval]


def reasons(
    search: Search, free: Availability, breaks: Breaks, hours: Hours, start: int
) -> list[Reason]:
    """Return why a search does not offer a start at this minute; empty if it does."""
    if start < 0:
        return [Reason(ReasonCode.OUTSIDE_HOURS)]
    if start in search.starts():
        return []
    found = [Reason(ReasonCode.LEAD_TIME)] if start < search.earliest else []
    for roster in search.rosters:
        explainer = Explainer(roster, search.timeline, free, breaks, hours)
        obstacles = explainer.first_obstacles if search.overlap else explainer.obstacles
        found += obstacles(start)
    if not search.rosters:
        found.append(Reason(ReasonCode.NO_SKILL))
    rest = ReasonCode.BUSY if search.longest is None else ReasonCode.CHAIN_TOO_LONG
    return list(dict.fromkeys(found)) or [Reason(rest)]


class Explainer:
    """Finds the obstacles for a plan that starts at a given moment.

    Free windows alone do not distinguish a break from a visit, nor a visit at the end of the day
    from the time after work; `breaks` and `hours` do.
    """

    def __init__(
        self, roster: Roster, timeline: Timeline, free: Availability, breaks: Breaks, hours: Hours
    ) -> None:
        self._roster = roster
        self._timeline = timeline
        self._free = free
        self._breaks = breaks
        self._hours = hours

    def obstacles(self, start: int) -> Iterator[Reason]:
        """Yield the obstacles of the first blocked step, in the order of the plan."""
        plan = self._roster.plan
        remaining, ready = plan.everything, start
        while remaining:
            choices = plan.choices(remaining)
            overs = [
                (over, choice.rest) for choice in choices for over in self._overs(choice, ready)
            ]
            if not overs:
                for choice in choices:
                    yield from self._of_step(plan, choice, ready)
                return
            ready, remaining = min(overs)

    def first_obstacles(self, start: int) -> Iterator[Reason]:
        """Yield the obstacles of every step at this moment, for steps that may overlap."""
        plan = self._roster.plan
        for choice in (Choice(index, 0, True, True) for index in range(len(plan.steps))):
            if not list(self._overs(choice, start)):
                yield from self._of_step(plan, choice, start)

    def _overs(self, choice: Choice, ready: int) -> Iterator[int]:
        """Yield when a step can end: the first of a chain starts at `ready`, others may wait."""
        for minutes, moments in self._roster.ways(choice.step, choice.opens_day, not choice.rest):
            start = first_from(moments, ready)
            if start == ready or (start != NEVER and not choice.opens_chain):
                yield start + minutes

    def _of_step(self, plan: Plan, choice: Choice, minute: int) -> Iterator[Reason]:
        step = plan.steps[choice.step]
        lanes = self._timeline.lanes(step.day_offset, step.resource_ids)
        shift = self._timeline.shift(step.day_offset)
        found = False
        for post, lane in zip(step.posts, lanes, strict=True):
            code: ReasonCode | None = ReasonCode.OUTSIDE_HOURS
            if self._is_at_work(post, lane, minute - shift, shift):
                code = self._obstacle(post, lane, minute - shift, on_grid=choice.opens_day)
            if code is ReasonCode.BUSY and self._is_in_break(post, minute):
                code = ReasonCode.BREAK
            if code is not None:
                found = True
                yield Reason(code, post.role.service.service_id, post.resource_id)
        for reason in self._unskilled(step, minute - shift):
            found = True
            yield reason
        if not found:
            yield Reason(ReasonCode.BUSY, step.roles[0].service.service_id)

    def _obstacle(
        self, post: Post, lane: Lane | None, minute: int, *, on_grid: bool
    ) -> ReasonCode | None:
        if lane is None:
            return ReasonCode.BUSY
        if lane.starts(post.block) >> minute & 1:
            points = lane.on_grid(post.block, self._roster.step_minutes)
            if not on_grid or points >> minute & 1:
                return None
            is_of_next_shift = lane.until is not None and minute >= lane.until
            return ReasonCode.OUTSIDE_HOURS if is_of_next_shift else ReasonCode.OFF_GRID
        if lane.starts(post.duration) >> minute & 1:
            return ReasonCode.GAP
        wider = lane.free
        one = self._free[post.resource_id]
        for _ in range(one.buffer_between_minutes if isinstance(one, MasterAvailability) else 0):
            wider |= wider << 1 | wider >> 1
        fits = Lane(wider, lane.anchor).starts(post.duration) >> minute & 1
        return ReasonCode.BUFFER if fits else ReasonCode.BUSY

    def _is_at_work(self, post: Post, lane: Lane | None, minute: int, shift: int) -> bool:
        """Check against the working hours if given, else the windows and the start of work."""
        hours = self._hours.get(post.resource_id)
        if hours is not None:
            opening, closing = (self._timeline.minute_from(moment) - shift for moment in hours)
        elif lane is not None and lane.free:
            opening = min((lane.free & -lane.free).bit_length() - 1, lane.anchor)
            closing = lane.free.bit_length()
        else:
            return False
        return max(0, opening) <= minute <= closing - post.duration

    def _is_in_break(self, post: Post, minute: int) -> bool:
        return any(
            self._timeline.minute_from(start) < minute + post.duration
            and minute < self._timeline.minute_from(end)
            for start, end in self._breaks.get(post.resource_id, ())
        )

    def _unskilled(self, step: Step, minute: int) -> Iterator[Reason]:
        """Yield free resources that lack the skill, and services that no resource can do."""
        for role in step.roles:
            others = tuple(name for name in self._free if name not in role.resource_ids)
            block = role.service.total_block_minutes
            for name, lane in zip(
                others, self._timeline.lanes(step.day_offset, others), strict=True
            ):
                if lane is not None and minute >= 0 and lane.starts(block) >> minute & 1:
                    yield Reason(ReasonCode.NO_SKILL, role.service.service_id, name)
            if len(others) == len(self._free):
                yield Reason(ReasonCode.NO_SKILL, role.service.service_id)
