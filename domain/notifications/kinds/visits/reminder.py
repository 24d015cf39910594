"""A client is reminded of a visit."""

from domain.notifications.content.content_reader import ContentReader
from domain.notifications.content.contents import ChangeableContent
from domain.notifications.content.kind import Kind, Situation
from domain.notifications.content.reads import read_changeable
from domain.outbox.message import MessageKind
from domain.reminders.plan import ReminderFacts
from domain.visit.model import BookingStatus


def is_ahead(facts: ReminderFacts, situation: Situation) -> bool:
    """Return whether the visit is confirmed at the same time, and the next reminder is not due."""
    visit, now = situation.visit, situation.now
    return (
        visit is not None
        and visit.status is BookingStatus.CONFIRMED
        and visit.starts_at > now
        and (facts.until is None or facts.until > now)
        and facts.start_at == visit.starts_at
    )


async def is_served(situation: Situation, reader: ContentReader) -> bool:
    """Return whether all masters of the visit are present at its time."""
    return await reader.is_served(situation.visit)


REMINDER: Kind[ReminderFacts, ChangeableContent[ReminderFacts]] = Kind(
    MessageKind.REMINDER, ReminderFacts, is_ahead, read_changeable, is_wanted=is_served
)
