"""Teams of resources that can do a step together."""

from collections.abc import Iterator, Sequence

from engine.model.plan import Post, Role
from engine.time.bits import all_served

Team = tuple[Post, ...]

Placement = tuple[int, Team]
"""The start of a step, and its team."""

Chain = tuple[Placement, ...]


def served(roles: Sequence[Role], posts: Sequence[Post], starts: Sequence[int]) -> int:
    """Return the moments at which the posts, each with its own starts, can fill all roles."""
    filled: dict[int, dict[str, int]] = {role.position: {} for role in roles}
    for post, moments in zip(posts, starts, strict=True):
        if post.role.position in filled:
            filled[post.role.position][post.resource_id] = moments
    return all_served([(role.needed, filled[role.position]) for role in roles])


def teams(
    roles: Sequence[Role], posts: Sequence[Post], free: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """Yield every choice of free places that fills the roles with different resources.

    Members of one role come in one order only. Places are tried in order, and a team is started
    only if it can be completed, so the next team is always found quickly.
    """
    if not roles:
        yield ()
        return
    if len(roles) == 1 and roles[0].needed == 1:
        yield from ((p,) for p in free if posts[p].role.position == roles[0].position)
        return
    if not served(roles, [posts[place] for place in free], [1] * len(free)):
        return
    role, *others = roles
    left = [role._replace(needed=role.needed - 1), *others] if role.needed > 1 else others
    for at, place in enumerate(free):
        if posts[place].role.position == role.position:
            still_free = [
                other
                for index, other in enumerate(free)
                if posts[other].resource_id != posts[place].resource_id
                and (index > at or posts[other].role.position != role.position)
            ]
            for rest in teams(left, posts, still_free):
                yield (place, *rest)
