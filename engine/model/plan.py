"""A request as steps: which services start together, with how many resources, on which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine.model.services import ServiceRequest


class Role(NamedTuple):
    """A service that `needed` different resources do at the same moment."""

    service: ServiceRequest
    needed: int
    resource_ids: tuple[str, ...]
    position: int
    """Index of the service in the request; equal services share the first index."""


@dataclass(slots=True, eq=False)
class Post:
    """One resource in a role. It works `duration` minutes; with its gap it is busy for `block`.

    Never mutated; not frozen because a frozen dataclass is three times slower to create.
    """

    role: Role
    resource_id: str
    duration: int
    block: int


class Step(NamedTuple):
    """Roles that start at one moment, some days after the first day of the chain."""

    roles: tuple[Role, ...]
    posts: tuple[Post, ...]
    needed: int
    """How many posts must be filled."""
    day_offset: int
    resource_ids: tuple[str, ...]
    """Of the posts."""
    one_pace: bool
    """Whether all posts have the same duration and the same block."""


class Choice(NamedTuple):
    """A step that may come next, and the steps that remain after it."""

    step: int
    rest: int
    opens_day: bool
    """Whether it is the first step of its day."""
    opens_chain: bool
    """Whether it is the first step of the chain."""


class Plan:
    """Steps in their order, or in any order within each day.

    A set of steps is an integer with one bit for each step.
    """

    def __init__(self, steps: Sequence[Step], *, any_order: bool) -> None:
        self.steps = tuple(steps)
        self.everything = (1 << len(steps)) - 1
        self.changes = _changes(steps, any_order=any_order)
        self.any_order = any_order
        self.alone = all(step.needed == 1 for step in steps)
        self._choices: dict[int, list[Choice]] = {}
        self.line = [] if any_order else self._line()
        """The only order, if there is one and each step needs one resource; else empty."""

    def _line(self) -> list[Choice]:
        line: list[Choice] = []
        while self.alone and (not line or line[-1].rest):
            line += self.choices(line[-1].rest if line else self.everything)
        return line

    def choices(self, remaining: int) -> list[Choice]:
        """Return the steps that may come next; of equal steps only the first."""
        known = self._choices.get(remaining)
        if known is None:
            known = self._choices[remaining] = self._next(remaining)
        return known

    def _next(self, remaining: int) -> list[Choice]:
        left = [index for index in range(len(self.steps)) if remaining >> index & 1]
        day = self.steps[left[0]].day_offset
        opens_day = all(
            remaining >> index & 1 or step.day_offset != day
            for index, step in enumerate(self.steps)
        )
        if not self.any_order:
            left = left[:1]
        today = [index for index in left if self.steps[index].day_offset == day]
        seen: list[tuple[int, ...]] = []
        choices = []
        for index in today:
            work = tuple(role.position for role in self.steps[index].roles)
            if work not in seen:
                seen.append(work)
                rest = remaining ^ 1 << index
                choices.append(Choice(index, rest, opens_day, remaining == self.everything))
        return choices


def plans(
    services: Sequence[ServiceRequest],
    day_offsets: Sequence[int],
    *,
    people: int,
    any_order: bool,
    locked: bool,
) -> list[Plan]:
    """Return the plans of a request: one, or if locked one per resource that can do all services.

    Return no plan if the request contradicts itself: a parallel group over several days, or
    several people who must all have the same resource.
    """
    groups = _groups(services, day_offsets)
    steps = [
        _step(_roles(services, group, people), day_offsets[group[0]]) for group in groups.values()
    ]
    if not locked:
        return [Plan(steps, any_order=any_order)] if steps else []
    if any(step.needed > 1 for step in steps):
        return []
    choices = [role.resource_ids for step in steps for role in step.roles]
    common = set.intersection(*map(set, choices)) if choices else set()
    return [
        Plan([_narrowed(step, one) for step in steps], any_order=any_order)
        for one in choices[0]
        if one in common
    ]


def _groups(
    services: Sequence[ServiceRequest], day_offsets: Sequence[int]
) -> dict[str | int, list[int]]:
    """Group the services that start together; return {} if a group spans several days."""
    groups: dict[str | int, list[int]] = {}
    for index, service in enumerate(services):
        tag = service.parallel_group
        groups.setdefault(index if tag is None else tag, []).append(index)
    days = [{day_offsets[index] for index in group} for group in groups.values()]
    return groups if all(len(own) == 1 for own in days) else {}


def _roles(services: Sequence[ServiceRequest], group: list[int], people: int) -> list[Role]:
    """Return the roles of services that start together; a repeated service is one role."""
    together = [services[index] for index in group]
    return [
        Role(
            service,
            together.count(service) * people if len(group) > 1 else people,
            tuple(dict.fromkeys(service.possible_resource_ids)),
            _first_of_equals(services, service),
        )
        for at, service in enumerate(together)
        if service not in together[:at]
    ]


def _first_of_equals(services: Sequence[ServiceRequest], wanted: ServiceRequest) -> int:
    same_id = (at for at, one in enumerate(services) if one.service_id == wanted.service_id)
    return next(at for at in same_id if services[at] == wanted)


def _step(roles: Sequence[Role], day_offset: int) -> Step:
    posts = []
    for role in roles:
        gap, minutes_for = role.service.min_gap_after_minutes, role.service.minutes_for
        for resource_id in role.resource_ids:
            minutes = minutes_for(resource_id)
            posts.append(Post(role, resource_id, minutes, minutes + gap))
    return Step(
        roles=tuple(roles),
        posts=tuple(posts),
        needed=sum([role.needed for role in roles]),
        day_offset=day_offset,
        resource_ids=tuple([post.resource_id for post in posts]),
        one_pace=len({(post.duration, post.block) for post in posts}) == 1,
    )


def _narrowed(step: Step, resource_id: str) -> Step:
    """Return the step restricted to one resource."""
    return _step([step.roles[0]._replace(resource_ids=(resource_id,))], step.day_offset)


def _changes(steps: Sequence[Step], *, any_order: bool) -> range:
    """Return the possible numbers of changes of master between steps for one resource.

    The choice of resources alone forces the lowest number, independent of times.
    """
    fewest, able = 0, set[str]()
    for step in steps:
        choice = set(step.roles[0].resource_ids) if step.needed == 1 else set[str]()
        fewest += bool(able and choice and not able & choice)
        able = able & choice or choice
    alone = sum(step.needed == 1 for step in steps)
    return range(0 if any_order else fewest, max(1, alone))
