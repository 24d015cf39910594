"""What a kind of message consists of; `kinds` has a module for each."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from domain.notifications.content import Content, F
from domain.notifications.content_reader import ContentReader
from domain.outbox.message import MessageKind, OutboxMessage
from domain.outbox.recipient import Contact
from domain.visit.model import Visit

C = TypeVar("C", bound=Content[Any])


@dataclass(frozen=True, slots=True)
class Situation:
    """A message that is due, its visit as that stands if it is about one, and the moment."""

    message: OutboxMessage
    visit: Visit | None
    now: datetime


async def always_wanted(_situation: Situation, _reader: ContentReader) -> bool:
    """Nothing has to be read to know that the message is to be sent."""
    return True


@dataclass(frozen=True, slots=True)
class Kind(Generic[F, C]):
    """The facts that are stored, when a message is still to be sent, and what its words need.

    `is_relevant` goes by the visit alone, `is_wanted` by what it reads. `read` returns the
    content for the words, `None` where nothing is left to be told.
    """

    name: MessageKind
    facts: type[F]
    is_relevant: Callable[[F, Situation], bool]
    read: Callable[[F, Situation, Contact | None, ContentReader], Awaitable[C | None]]
    is_wanted: Callable[[Situation, ContentReader], Awaitable[bool]] = always_wanted

    def facts_of(self, message: OutboxMessage) -> F:
        """Return the facts of a message of this kind.

        Raises:
            TypeError: it has those of another kind, or none that could be read.
        """
        if not isinstance(message.facts, self.facts):
            raise TypeError(f"{self.name} with {type(message.facts).__name__}")
        return message.facts

    def is_still_relevant(self, situation: Situation) -> bool:
        """Return whether the message is still to be sent, as far as its visit tells."""
        return self.is_relevant(self.facts_of(situation.message), situation)

    async def compose(
        self, situation: Situation, contact: Contact | None, reader: ContentReader
    ) -> C | None:
        """Return what the words need; `None` where nothing is left to be told."""
        return await self.read(self.facts_of(situation.message), situation, contact, reader)
