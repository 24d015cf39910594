"""The engine's meanings written down once more: slow, obvious, minute by minute, by enumeration.

Minutes count from the midnight of the request's date. Everything is tried; nothing is clever.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations, product

from engine import BookingEngineRequest, BookingMode, ServiceRequest

DAY = 24 * 60


@dataclass(frozen=True)
class Item:
    position: int
    resource_id: str
    start: int
    end: int
    blocked_until: int


Chain = frozenset[Item]


@dataclass(frozen=True)
class Step:
    """Services that start together: each with its index, the first one of equals."""

    slots: tuple[tuple[int, ServiceRequest], ...]
    day: int


Team = list[tuple[Step, tuple[int, ServiceRequest], str]]


@dataclass(frozen=True)
class Facts:
    """Free minutes and grid anchor of each resource on each day (0 is the request's date)."""

    free: dict[tuple[str, int], frozenset[int]]
    anchors: dict[tuple[str, int], int]
    step_minutes: int
    min_start: int = 0

    def all_chains(self, request: BookingEngineRequest) -> set[Chain]:
        steps = _steps(request)
        if steps is None:
            return set()
        locked = request.mode is BookingMode.RESOURCE_LOCKED
        apart = request.overlap_allowed and not locked
        build = self._apart if apart else self._in_a_row
        chains = {
            frozenset(items) for order in _orders(steps, request) for items in build(order, ())
        }
        if apart:
            chains = _without_delay(chains)
        return {chain for chain in chains if self._wanted(chain, request, locked)}

    def _wanted(self, chain: Chain, request: BookingEngineRequest, locked: bool) -> bool:
        longest = request.max_chain_duration_minutes
        return (
            start_of(chain) >= self.min_start
            and (longest is None or span_of(chain) <= longest)
            and (not locked or len({item.resource_id for item in chain}) == 1)
        )

    def _in_a_row(self, order: list[Step], done: tuple[list[Item], ...]) -> Iterator[list[Item]]:
        """Each step after the one before, its gaps over: at once, or on the grid."""
        if len(done) == len(order):
            yield [item for items in done for item in items]
            return
        step = order[len(done)]
        opens_day = all(earlier.day != step.day for earlier in order[: len(done)])
        ready = max((item.blocked_until for item in done[-1]), default=0) if done else 0
        for team in self._teams(step):
            could = [moment for moment in self._moments(team) if moment >= ready]
            for moment in could:
                tight = not opens_day and moment == could[0]
                if tight or self._on_grid(team, step.day, moment):
                    yield from self._in_a_row(order, (*done, self._items(team, moment)))

    def _apart(self, order: list[Step], done: tuple[list[Item], ...]) -> Iterator[list[Item]]:
        """Each step whenever its resources are not in use by an earlier one."""
        if len(done) == len(order):
            yield [item for items in done for item in items]
            return
        step = order[len(done)]
        over = [
            max(item.blocked_until for item in items)
            for earlier, items in zip(order, done, strict=False)
            if earlier.day == step.day
        ]
        for team in self._teams(step):
            names = {resource_id for _, _, resource_id in team}
            used = [i.blocked_until for items in done for i in items if i.resource_id in names]
            ready = max(used, default=0)
            could = [moment for moment in self._moments(team) if moment >= ready]
            tight = {next((m for m in could if m >= moment), None) for moment in over}
            for moment in could:
                if moment in tight or self._on_grid(team, step.day, moment):
                    yield from self._apart(order, (*done, self._items(team, moment)))

    def _teams(self, step: Step) -> list[Team]:
        """Different resources for all slots, mirror images once."""
        seen, teams = set(), []
        for names in product(*(service.possible_resource_ids for _, service in step.slots)):
            who = frozenset((p, name) for (p, _), name in zip(step.slots, names, strict=True))
            if len(set(names)) == len(names) and who not in seen:
                seen.add(who)
                teams.append(
                    [(step, slot, name) for slot, name in zip(step.slots, names, strict=True)]
                )
        return teams

    def _moments(self, team: Team) -> list[int]:
        """When all of a team can start, the gaps in free time too."""
        each = [
            moments(
                self.free.get((name, step.day), frozenset()),
                _duration(service, name) + service.min_gap_after_minutes,
            )
            for step, (_, service), name in team
        ]
        return sorted(frozenset.intersection(*each))

    def _on_grid(self, team: Team, day: int, moment: int) -> bool:
        return any((moment - self.anchors[name, day]) % self.step_minutes == 0 for *_, name in team)

    def _items(self, team: Team, moment: int) -> list[Item]:
        return [
            Item(
                position,
                name,
                moment,
                moment + _duration(service, name),
                moment + _duration(service, name) + service.min_gap_after_minutes,
            )
            for _, (position, service), name in team
        ]


@cache
def moments(free: frozenset[int], minutes: int) -> frozenset[int]:
    """The moments from which so many minutes in a row are free."""
    return frozenset(m for m in free if all(m + minute in free for minute in range(minutes)))


def _without_delay(chains: set[Chain]) -> set[Chain]:
    """Those in which no item could be earlier, by the same resources in their same orders."""
    alike: dict[object, list[Chain]] = {}
    for chain in chains:
        order = sorted(chain, key=lambda item: (item.resource_id, item.start))
        key = start_of(chain), tuple((item.resource_id, item.position) for item in order)
        alike.setdefault(key, []).append(chain)
    return {
        min(group, key=lambda chain: sum(item.start for item in chain)) for group in alike.values()
    }


def start_of(chain: Chain) -> int:
    return min(item.start for item in chain)


def span_of(chain: Chain) -> int:
    return max(item.end for item in chain) - start_of(chain)


def _duration(service: ServiceRequest, resource_id: str) -> int:
    return service.duration_by_resource.get(resource_id, service.duration_minutes)


def _steps(request: BookingEngineRequest) -> list[Step] | None:
    services = request.service_requests
    days = [0] * len(services)
    if request.mode is BookingMode.MULTI_DAY:
        days = request.days_gap or list(range(len(services)))
    groups: dict[str, list[int]] = {}
    for index, service in enumerate(services):
        groups.setdefault(service.parallel_group or f"only {index}", []).append(index)
    steps = []
    for members in groups.values():
        if len({days[index] for index in members}) > 1:
            return None
        slots = [
            (services.index(services[index]), services[index])
            for index in members
            for _ in range(request.group_size)
        ]
        steps.append(Step(tuple(slots), days[members[0]]))
    return steps


def _orders(steps: list[Step], request: BookingEngineRequest) -> list[list[Step]]:
    if not request.service_order_free:
        return [steps]
    orders = [list(order) for order in permutations(steps)]
    return [order for order in orders if [s.day for s in order] == sorted(s.day for s in order)]
