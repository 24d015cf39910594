"""Messages between the staff and a client about a visit: rules and storage."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType, Protocol

from domain.catalog.model import Label
from domain.shared.denials import PolicyDenial
from domain.shared.ids import BookingId, UserId
from domain.visit.errors import TextTooLongError
from domain.visit.model import Visit

VisitMessageId = NewType("VisitMessageId", int)

MAX_MESSAGE_LENGTH = 1000
MOST_A_DAY = 20
"""The most messages that one user may write about one visit in 24 hours."""

WRITABLE_FOR = timedelta(days=7)


class WritingOverDenial(PolicyDenial):
    """The visit ended too long ago to write about it."""


class ClientAwayDenial(PolicyDenial):
    """The client has no chat with the bot, or blocked it."""


class StaffAwayDenial(PolicyDenial):
    """No staff member can be reached in the chat."""


class NothingToAnswerDenial(PolicyDenial):
    """No staff member has written to the client about this visit."""


class TooMuchWrittenDenial(PolicyDenial):
    """The user has reached the daily limit of messages about the visit."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True, slots=True)
class VisitMessage:
    """A message about a visit, its author, and whether the author wrote as the client.

    A staff member may also be the client of a visit.
    """

    author_id: UserId
    author_name: str
    text: str
    written_at: datetime
    is_by_client: bool


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A message as it is delivered; without a `writer` it is from the client."""

    text: str
    writer: Label | None = None


class VisitMessageGateway(Protocol):
    """Stores messages about visits; never commits."""

    async def add(
        self,
        booking_id: BookingId,
        author_id: UserId,
        text: str,
        now: datetime,
        *,
        is_by_client: bool,
    ) -> VisitMessageId:
        """Write a message."""
        ...

    async def count(self, booking_id: BookingId, author_id: UserId, since: datetime) -> int:
        """Return how many messages the user wrote about the visit since then."""
        ...

    async def get_message(self, message_id: VisitMessageId) -> VisitMessage | None:
        """Return one message."""
        ...

    async def list_newest(self, booking_id: BookingId, limit: int) -> tuple[VisitMessage, ...]:
        """Return the newest messages about a visit in chronological order."""
        ...

    async def list_writers(self, booking_id: BookingId) -> tuple[UserId, ...]:
        """Return the staff who wrote about the visit, the latest writer first."""
        ...

    async def list_hosts(self, booking_id: BookingId) -> tuple[UserId, ...]:
        """Return the users of the visit's active masters, in item order."""
        ...


def writing_over_denial(visit: Visit, now: datetime) -> WritingOverDenial | None:
    """Messages about a visit are allowed until a week after it."""
    return WritingOverDenial() if now > visit.ends_at + WRITABLE_FOR else None


def ensure_fits(text: str, limit: int) -> None:
    """Raise `TextTooLongError` if the text has more than `limit` characters."""
    if len(text) > limit:
        raise TextTooLongError(limit)
