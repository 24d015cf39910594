"""A request as steps: what is done at one moment, by how many, on which day."""

from collections.abc import Iterable
from typing import NamedTuple

from engine.requests import BookingEngineRequest, BookingMode, ServiceRequest


class Role(NamedTuple):
    """A service that so many different resources do at the same moment."""

    service: ServiceRequest
    needed: int
    resource_ids: tuple[str, ...]
    position: int
    """Index of the service in the request."""


class Step(NamedTuple):
    """Roles that start at one moment, some days after the first day of the chain.

    Sets of steps are integers with a bit a step.
    """

    roles: tuple[Role, ...]
    day_offset: int
    same_day: int
    """All steps of its day, itself included."""
    earlier_twins: int
    """Steps before it that are just like it."""

    @property
    def needed(self) -> int:
        """How many resources the step takes."""
        return sum(role.needed for role in self.roles)


class Plan(NamedTuple):
    """Steps in their order, or in any order within each day."""

    steps: tuple[Step, ...]
    any_order: bool
    changes: range
    """How many changes of master there can be, from one who works alone to another."""

    @property
    def everything(self) -> int:
        """All steps."""
        return (1 << len(self.steps)) - 1

    def next_steps(self, remaining: int) -> list[int]:
        """The steps that may come next; of twins the first one only."""
        first = (remaining & -remaining).bit_length() - 1
        if not self.any_order:
            return [first]
        choice = remaining & self.steps[first].same_day
        return [
            index
            for index in range(first, choice.bit_length())
            if choice >> index & 1 and not choice & self.steps[index].earlier_twins
        ]

    def opens_day(self, index: int, remaining: int) -> bool:
        """Whether a step that comes next would be the first one of its day."""
        return not self.steps[index].same_day & ~remaining


def plans(request: BookingEngineRequest) -> list[Plan]:
    """The ways to read a request: one, or one for each resource that could do all of it.

    None at all where the request contradicts itself: a parallel group over several days, or
    several people who shall all have the one same resource.
    """
    steps = _steps(request)
    if request.mode is not BookingMode.RESOURCE_LOCKED:
        return [_plan(steps, any_order=request.service_order_free)] if steps else []
    if any(step.needed > 1 for step in steps):
        return []
    choices = [role.resource_ids for step in steps for role in step.roles]
    common = [one for one in choices[0] if all(one in choice for choice in choices)]
    any_order = request.service_order_free
    return [_plan(_narrowed(steps, one), any_order=any_order) for one in common]


def _steps(request: BookingEngineRequest) -> tuple[Step, ...]:
    """The steps of a request, empty if one of them would be on two days."""
    services, offsets = request.service_requests, request.day_offsets
    together: dict[str | int, list[int]] = {}
    for index, service in enumerate(services):
        key = index if service.parallel_group is None else service.parallel_group
        together.setdefault(key, []).append(index)
    groups = list(together.values())
    if any(offsets[index] != offsets[group[0]] for group in groups for index in group):
        return ()
    members = [[services[index] for index in group] for group in groups]
    return tuple(
        Step(
            _roles(services, group, request.group_size),
            offsets[group[0]],
            same_day=_bits(offsets[other[0]] == offsets[group[0]] for other in groups),
            earlier_twins=_bits(other == members[at] for other in members[:at]),
        )
        for at, group in enumerate(groups)
    )


def _roles(services: list[ServiceRequest], group: list[int], people: int) -> tuple[Role, ...]:
    """The roles of services that start together; one that is repeated is one role."""
    together = [services[index] for index in group]
    return tuple(
        Role(
            service,
            together.count(service) * people,
            tuple(dict.fromkeys(service.possible_resource_ids)),
            group[together.index(service)],
        )
        for at, service in enumerate(together)
        if service not in together[:at]
    )


def _narrowed(steps: tuple[Step, ...], resource_id: str) -> tuple[Step, ...]:
    return tuple(
        step._replace(
            roles=tuple(role._replace(resource_ids=(resource_id,)) for role in step.roles)
        )
        for step in steps
    )


def _plan(steps: tuple[Step, ...], *, any_order: bool) -> Plan:
    """A plan with the fewest changes that the choice of resources alone allows."""
    fewest, able = 0, set[str]()
    for step in steps:
        choice = set(step.roles[0].resource_ids) if step.needed == 1 else set[str]()
        fewest += bool(able and choice and not able & choice)
        able = able & choice or choice
    alone = sum(step.needed == 1 for step in steps)
    return Plan(steps, any_order, range(0 if any_order else fewest, max(1, alone)))


def _bits(flags: Iterable[bool]) -> int:
    return sum(flag << index for index, flag in enumerate(flags))
