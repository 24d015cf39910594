from dataclasses import dataclass

from domain.catalog.model import Label
from domain.correspondence.find_readers import FindReaders
from domain.outbox.errors import RecipientGoneError
from domain.shared.ids import UserId
from domain.visit.correspondence import VisitMessageGateway, VisitMessageId, WrittenText
from domain.visit.model import Visit
from domain.visit.staff_ports import StaffGateway


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """Reads a message about a visit at the moment of delivery."""

    messages: VisitMessageGateway
    staff_gateway: StaffGateway
    find_readers: FindReaders

    async def execute(
        self, message_id: VisitMessageId, reader: UserId | None, visit: Visit
    ) -> WrittenText | None:
        """Return the text, `None` if it was erased since.

        Raises:
            RecipientGoneError: the reader of a client's answer no longer belongs to the staff.
        """
        written = await self.messages.get_message(message_id)
        if written is None:
            return None
        if not written.is_by_client:
            return WrittenText(written.text, await self._get_writer(written.author_id, visit))
        if reader is None or not await self.find_readers.may_read(reader, visit):
            raise RecipientGoneError("no longer of the staff")
        return WrittenText(written.text)

    async def _get_writer(self, author_id: UserId, visit: Visit) -> Label:
        """Return the name of the master who wrote; other authors write for the location."""
        own = await self.staff_gateway.get_master_ids(author_id)
        names = (item.master_name for item in visit.items if item.master_id in own)
        return next(names, visit.location.name)
