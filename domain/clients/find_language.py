from domain.clients.ports import ClientGateway
from domain.shared.unit_of_work import UnitOfWork


class FindLanguage:
    """Tell in which language somebody wants to be spoken to; registers nobody."""

    def __init__(self, uow: UnitOfWork, clients: ClientGateway) -> None:
        self._uow = uow
        self._clients = clients

    async def execute(self, telegram_id: int) -> str | None:
        """Return the language; none for a stranger."""
        async with self._uow:
            client = await self._clients.get_by_telegram_id(telegram_id)
        return None if client is None else client.language
