from dataclasses import dataclass

from domain.clients.model import LANGUAGES
from domain.clients.ports import ClientGateway
from domain.shared.errors import DomainError
from domain.shared.ids import UserId
from domain.shared.unit_of_work import UnitOfWork


class UnknownLanguageError(DomainError):
    """The bot does not support this language."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Store the language that a user prefers."""

    uow: UnitOfWork
    clients: ClientGateway

    async def execute(self, user_id: UserId, language: str) -> None:
        """Save the language; raises `UnknownLanguageError` if it is not supported."""
        if language not in LANGUAGES:
            raise UnknownLanguageError
        async with self.uow:
            await self.clients.save_language(user_id, language)
            await self.uow.commit()
