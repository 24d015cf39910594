from dataclasses import dataclass
from datetime import datetime

from domain.correspondence.find_readers import FindReaders
from domain.correspondence.messages import to_each
from domain.outbox.message import Audience
from domain.outbox.ports import Outbox
from domain.shared.denials import ensure
from domain.shared.identity import Identity
from domain.shared.ids import BookingId, UserId
from domain.shared.texts import cleaned
from domain.shared.time import DAY, Clock
from domain.shared.unit_of_work import UnitOfWork
from domain.visit.correspondence import (
    MAX_MESSAGE_LENGTH,
    MOST_A_DAY,
    NothingToAnswerDenial,
    StaffAwayDenial,
    TooMuchWrittenDenial,
    VisitMessageGateway,
    ensure_fits,
    writing_over_denial,
)
from domain.visit.model import Visit
from domain.visit.ports import VisitGateway
from domain.visit.rules import ensure_own, ensure_serves, write_denial
from domain.visit.staff_ports import StaffGateway


@dataclass(frozen=True, slots=True)
class WriteMessageRequest:
    """A text by a staff member to the client or, with `as_client`, by the client to the staff."""

    author: Identity
    booking_id: BookingId
    text: str
    as_client: bool = False


@dataclass(frozen=True, slots=True)
class WriteMessage:
    """Write to a client about a visit, or answer; the outbox delivers it.

    The text is stored once; the outbox holds only its id.
    """

    uow: UnitOfWork
    visits: VisitGateway
    staff_gateway: StaffGateway
    messages: VisitMessageGateway
    find_readers: FindReaders
    outbox: Outbox
    clock: Clock

    async def execute(self, request: WriteMessageRequest) -> None:
        """Store the message and queue its delivery.

        Raises:
            RoleMissingError, VisitNotFoundError: the user may not write about this visit.
            TextTooLongError: the text is too long.
            WritingOverDenial, TooMuchWrittenDenial: no more messages are allowed for the visit.
            ClientAwayDenial: the client cannot be reached in the chat.
            NothingToAnswerDenial, StaffAwayDenial: no staff member would read the client's text.
        """
        now = self.clock.now()
        text = cleaned(request.text)
        ensure_fits(text, MAX_MESSAGE_LENGTH)
        async with self.uow:  # the visit is locked, so that its messages can be counted
            found = await self.visits.get_visit(request.booking_id, for_update=True)
            if request.as_client:
                visit = ensure_own(found, request.author)
                readers = await self._readers_of_client(visit, now)
            else:
                visit = await self._ensure_writable(found, request.author, now)
                readers = (visit.client_id,)
            await self._ensure_not_too_much(request, now)
            author_id = request.author.user_id
            message_id = await self.messages.add(
                visit.id, author_id, text, now, is_by_client=request.as_client
            )
            audience = Audience.MASTER if request.as_client else Audience.CLIENT
            await self.outbox.add(to_each(readers, audience, visit, message_id, now))
            await self.uow.commit()

    async def _readers_of_client(self, visit: Visit, now: datetime) -> tuple[UserId, ...]:
        """Return the staff who read the client's answer: the last writer, if available."""
        ensure(writing_over_denial(visit, now))
        writers = await self.messages.list_writers(visit.id)
        if not writers:
            raise NothingToAnswerDenial
        readers = await self.find_readers.execute(visit, writers)
        if not readers:
            raise StaffAwayDenial
        return readers

    async def _ensure_writable(self, found: Visit | None, staff: Identity, now: datetime) -> Visit:
        own = await self.staff_gateway.get_master_ids(staff.user_id)
        visit = ensure_serves(found, staff, own)
        ensure(write_denial(visit, await self.staff_gateway.get_contact(visit.id), now))
        return visit

    async def _ensure_not_too_much(self, request: WriteMessageRequest, now: datetime) -> None:
        author_id = request.author.user_id
        written = await self.messages.count(request.booking_id, author_id, now - DAY)
        if written >= MOST_A_DAY:
            raise TooMuchWrittenDenial(MOST_A_DAY)
