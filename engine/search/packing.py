"""Check whether the work could be assigned if free time had no holes."""

from functools import cached_property, lru_cache
from itertools import combinations

from engine.model.plan import Plan, Post


@lru_cache(maxsize=256)
def packing_of(plan: Plan) -> "Packing":
    """Return the packing of a plan, cached because it is the same on all days."""
    return Packing(plan)


class Packing:
    """Sets of items of a plan that its resources could do, by their free minutes.

    Items that do not fit by minutes alone do not fit at all, so this check runs before the search.
    A set of items is an integer with one bit for each item; the number of items is small, see
    `MAX_OVERLAPPING`.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[tuple[int, ...], bool] = {}

    @cached_property
    def resource_ids(self) -> tuple[str, ...]:
        """All resources of the plan, each once."""
        return tuple(dict.fromkeys(name for step in self._plan.steps for name in step.resource_ids))

    def is_possible(self, minutes: tuple[int, ...]) -> bool:
        """Return whether the resources, with these free minutes, could do everything together."""
        known = self._known.get(minutes)
        if known is None:
            known = self._known[minutes] = self._is_possible(minutes)
        return known

    def _is_possible(self, minutes: tuple[int, ...]) -> bool:
        everything = (1 << len(self._items)) - 1
        reached = {0}
        for load, free in zip(self._loads, minutes, strict=True):
            able = [items for items, least in load if least <= free]
            reached |= {done | items for done in reached for items in able if not done & items}
            if everything in reached:
                return True
        return False

    @cached_property
    def _items(self) -> list[tuple[int, dict[str, Post]]]:
        """The step and candidate posts of each item: one item for each resource of a role."""
        return [
            (index, {p.resource_id: p for p in step.posts if p.role.position == role.position})
            for index, step in enumerate(self._plan.steps)
            for role in step.roles
            for _ in range(role.needed)
        ]

    @cached_property
    def _loads(self) -> list[list[tuple[int, int]]]:
        """For each resource: the sets of items that it could do, with the minimum minutes.

        The gap after the last item does not have to end in time.
        """
        return [self._loads_of(name) for name in self.resource_ids]

    def _loads_of(self, resource_id: str) -> list[tuple[int, int]]:
        own = [
            (at, step, posts[resource_id])
            for at, (step, posts) in enumerate(self._items)
            if resource_id in posts
        ]
        loads = []
        for size in range(1, len(own) + 1):
            for chosen in combinations(own, size):
                if len({step for _, step, _ in chosen}) == size:
                    posts = [post for _, _, post in chosen]
                    longest_gap = max(post.block - post.duration for post in posts)
                    least = sum(post.block for post in posts) - longest_gap
                    loads.append((sum(1 << at for at, _, _ in chosen), least))
        return loads
