from dataclasses import dataclass

from domain.clients.model import LANGUAGES
from domain.clients.ports import ClientGateway
from domain.shared.errors import DomainError
from domain.shared.ids import UserId
from domain.shared.unit_of_work import UnitOfWork


class UnknownLanguageError(DomainError):
    """The chat does not speak this language."""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Remember the language in which a person wants to be spoken to."""

    uow: UnitOfWork
    clients: ClientGateway

    async def execute(self, user_id: UserId, language: str) -> None:
        """Save the language; raises `UnknownLanguageError` for one that the chat lacks."""
        if language not in LANGUAGES:
            raise UnknownLanguageError
        async with self.uow:
            await self.clients.save_language(user_id, language)
            await self.uow.commit()
