"""The definition of a kind of message; `kinds` has a module for each."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from domain.notifications.content.content_reader import ContentReader
from domain.notifications.content.contents import Content, F
from domain.outbox.message import MessageKind, OutboxMessage
from domain.outbox.recipient import Contact
from domain.visit.model import Visit

C = TypeVar("C", bound=Content[Any])


@dataclass(frozen=True, slots=True)
class Situation:
    """A due message, the current state of its visit if it has one, and the current time."""

    message: OutboxMessage
    visit: Visit | None
    now: datetime


async def always_wanted(_situation: Situation, _reader: ContentReader) -> bool:
    """Return true: the decision to send needs no further data."""
    return True


@dataclass(frozen=True, slots=True)
class Kind(Generic[F, C]):
    """The stored facts of a message, its relevance, and the content that its text needs.

    `is_relevant` checks the visit alone, `is_wanted` reads further data. `read` returns the
    content for the text, `None` if there is nothing left to send.
    """

    name: MessageKind
    facts: type[F]
    is_relevant: Callable[[F, Situation], bool]
    read: Callable[[F, Situation, Contact | None, ContentReader], Awaitable[C | None]]
    is_wanted: Callable[[Situation, ContentReader], Awaitable[bool]] = always_wanted

    def facts_of(self, message: OutboxMessage) -> F:
        """Return the facts of a message of this kind.

        Raises:
            TypeError: the facts are of another kind, or could not be read.
        """
        if not isinstance(message.facts, self.facts):
            raise TypeError(f"{self.name} with {type(message.facts).__name__}")
        return message.facts

    def is_still_relevant(self, situation: Situation) -> bool:
        """Return whether the message is still relevant, judged by its visit alone."""
        return self.is_relevant(self.facts_of(situation.message), situation)

    async def compose(
        self, situation: Situation, contact: Contact | None, reader: ContentReader
    ) -> C | None:
        """Return the content for the text; `None` if there is nothing left to send."""
        return await self.read(self.facts_of(situation.message), situation, contact, reader)
