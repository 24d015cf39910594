from domain.catalog.errors import LocationNotFoundError
from domain.staff.errors import MasterTakenError
from domain.staff.model import Post
from domain.staff.ports import TeamGateway


async def ensure_vacant(post: Post, team: TeamGateway) -> None:
    """Check that a post exists and is free, before an invitation or its use; locks its master.

    Raises:
        LocationNotFoundError: there is no such active location.
        MasterTakenError: another user works as this master, or there is no such master there.
    """
    if post.location_id is not None and not await team.has_location(post.location_id):
        raise LocationNotFoundError
    if post.master_id is None:
        return
    master = await team.lock_master(post.master_id)
    if master is None or master.user_id is not None or master.post != post:
        raise MasterTakenError
