from dataclasses import dataclass
from datetime import date, datetime

from domain.correspondence.find_readers import FindReaders
from domain.correspondence.read_message import ReadMessage
from domain.outbox.message import OutboxMessage
from domain.proposals.find_absent import FindAbsent
from domain.reporting.compose_digest import ComposeDigest
from domain.reporting.digest import Digest
from domain.reporting.due import DigestKind
from domain.schedule.ports import LocationProfileCache
from domain.shared.ids import LocationId
from domain.visit.correspondence import VisitMessageId, WrittenText
from domain.visit.model import Visit
from domain.visit.policies import Locks, locks_of
from domain.visit.staff_ports import StaffGateway


@dataclass(frozen=True, slots=True)
class ContentReader:
    """Reads the data that a kind of message needs besides the visit; see `kinds`."""

    staff_gateway: StaffGateway
    profiles: LocationProfileCache
    compose_digest: ComposeDigest
    read_message: ReadMessage
    find_readers: FindReaders
    find_absent: FindAbsent

    async def get_locks(self, visit: Visit, now: datetime) -> Locks:
        """Return which changes of the visit are too late."""
        profile = await self.profiles.get_profile(visit.location.id)
        return locks_of(visit, now, profile.policies if profile else None)

    async def get_last_reason(self, visit: Visit) -> str:
        """Return the reason of the last change of the visit."""
        (*_, last) = await self.staff_gateway.get_history(visit.id)
        return last.reason

    async def get_text(
        self, message: OutboxMessage, message_id: VisitMessageId, visit: Visit
    ) -> WrittenText | None:
        """Return what was written, `None` if it was erased.

        Raises:
            RecipientGoneError: the reader of a client's answer has left the staff.
        """
        return await self.read_message.execute(message_id, message.recipient_id, visit)

    async def get_digest(
        self, location_id: LocationId, kind: DigestKind, day: date, now: datetime
    ) -> Digest | None:
        """Return the figures of a location."""
        return await self.compose_digest.execute(location_id, kind, day, now)

    async def may_answer(self, message: OutboxMessage, visit: Visit | None) -> bool:
        """Return whether the recipient is still responsible; if not, others are asked instead."""
        if message.recipient_id is None or visit is None:
            return True
        return await self.find_readers.may_read(message.recipient_id, visit)

    async def is_served(self, visit: Visit | None) -> bool:
        """Return whether all masters of the visit are present at its time."""
        return visit is None or not await self.find_absent.execute(visit)
