from dataclasses import dataclass

from domain.catalog.errors import LocationNotFoundError
from domain.catalog.ports import CatalogGateway
from domain.reporting.compose_digest import ComposeDigest
from domain.reporting.digest import Digest
from domain.reporting.due import DigestKind
from domain.shared.destination import Chat
from domain.shared.identity import Identity, Role
from domain.shared.time import Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.staff.errors import GroupNotConnectedError
from domain.staff.notify_admins import NotifyAdmins

MOST_LOCATIONS = 5


@dataclass(frozen=True, slots=True)
class DigestsOnDemand:
    """The digests of the first locations, and the number of the other locations."""

    digests: tuple[Digest, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class GetDigest:
    """Read the current digests of the locations on demand of an admin."""

    uow: UnitOfWork
    catalog: CatalogGateway
    notify_admins: NotifyAdmins
    compose_digest: ComposeDigest
    clock: Clock

    async def execute(
        self, admin: Identity, kind: DigestKind, group_chat_id: int | None = None
    ) -> DigestsOnDemand:
        """Return today's digests, of `MOST_LOCATIONS` at most.

        They are for the admin alone or, with a `group_chat_id`, for all readers of that group.

        Raises:
            RoleMissingError: the user is not an admin.
            GroupNotConnectedError: it is not the group in which the admins are notified.
            LocationNotFoundError: there is no location yet.
        """
        admin.ensure_role(Role.ADMIN)
        now = self.clock.now()
        async with self.uow:
            if group_chat_id is not None:
                await self._ensure_connected(group_chat_id)
            locations = await self.catalog.list_locations()
            made = [
                await self.compose_digest.execute(
                    location.id, kind, now.astimezone(location.timezone).date(), now
                )
                for location in locations[:MOST_LOCATIONS]
            ]
        if not made:
            raise LocationNotFoundError
        digests = tuple(digest for digest in made if digest is not None)
        return DigestsOnDemand(digests, max(0, len(locations) - MOST_LOCATIONS))

    async def _ensure_connected(self, chat_id: int) -> None:
        group = await self.notify_admins.get_recipient(None)
        if group is None or group.destination != Chat(chat_id):
            raise GroupNotConnectedError
