from collections.abc import Collection
from dataclasses import dataclass, replace

from domain.clients.model import Client, TelegramProfile, spoken_language
from domain.clients.ports import ClientGateway
from domain.shared.identity import Role
from domain.shared.names import stand_in
from domain.shared.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Identify:
    """Identify the user; runs at the start of every update."""

    uow: UnitOfWork
    clients: ClientGateway
    default_language: str
    admin_telegram_ids: Collection[int]

    async def execute(self, profile: TelegramProfile) -> Client:
        """Return the user; the first contact registers them in the language of their Telegram."""
        async with self.uow:
            client = await self.clients.get_by_telegram_id(profile.telegram_id)
            if client is None or client.is_unreachable or _is_changed(client, profile):
                language = spoken_language(profile.language_code, self.default_language)
                client = await self.clients.register(profile, language)
                await self.uow.commit()
        return self._with_roles(client)

    async def recall(self, telegram_id: int) -> Client | None:
        """Return a known user who is not the sender of the update."""
        async with self.uow:
            client = await self.clients.get_by_telegram_id(telegram_id)
        return None if client is None else self._with_roles(client)

    def _with_roles(self, client: Client) -> Client:
        if client.telegram_id not in self.admin_telegram_ids:
            return client
        roles = client.identity.roles | {Role.ADMIN}
        return replace(client, identity=replace(client.identity, roles=roles))


def _is_changed(client: Client, profile: TelegramProfile) -> bool:
    is_moved = profile.region is not None and profile.region != client.region
    return is_moved or client.display_name != (profile.display_name or stand_in(client.id))
