"""What the staff and a client write to each other about a visit: rules, and where it is kept."""

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
"""So many messages may one person write about one visit in 24 hours."""

WRITABLE_FOR = timedelta(days=7)


class WritingOverDenial(PolicyDenial):
    """The visit is over for so long that nothing is written about it any more."""


class ClientAwayDenial(PolicyDenial):
    """The client has no chat with us, or blocked it."""


class StaffAwayDenial(PolicyDenial):
    """Nobody of the staff can be reached in the chat."""


class NothingToAnswerDenial(PolicyDenial):
    """Nobody of the staff has written to the client about this visit."""


class TooMuchWrittenDenial(PolicyDenial):
    """The person has written about the visit as often as one may in a day."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True, slots=True)
class VisitMessage:
    """Something that was written about a visit, by whom, and whether as the client.

    Somebody of the staff may be the client of a visit as well.
    """

    author_id: UserId
    author_name: str
    text: str
    written_at: datetime
    is_by_client: bool


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """Somebody's words as they are delivered; without a `writer` they are the client's."""

    text: str
    writer: Label | None = None


class VisitMessageGateway(Protocol):
    """Keeps what is written about visits; never commits."""

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
        """Return how many messages the person has written about the visit since then."""
        ...

    async def get_message(self, message_id: VisitMessageId) -> VisitMessage | None:
        """Return one message."""
        ...

    async def list_newest(self, booking_id: BookingId, limit: int) -> tuple[VisitMessage, ...]:
        """Return the newest messages about a visit, the oldest of them first."""
        ...

    async def list_writers(self, booking_id: BookingId) -> tuple[UserId, ...]:
        """Return who of the staff has written about the visit, the last one first."""
        ...

    async def list_hosts(self, booking_id: BookingId) -> tuple[UserId, ...]:
        """Return who works as the active masters of the visit, in its order."""
        ...


def writing_over_denial(visit: Visit, now: datetime) -> WritingOverDenial | None:
    """About a visit one may write until a week after it."""
    return WritingOverDenial() if now > visit.ends_at + WRITABLE_FOR else None


def ensure_fits(text: str, limit: int) -> None:
    """Raise `TextTooLongError` of a text that has more than `limit` characters."""
    if len(text) > limit:
        raise TextTooLongError(limit)
