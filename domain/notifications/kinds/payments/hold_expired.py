"""A hold expired because it was not paid in time."""

from domain.notifications.content.checks import is_expired
from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_visit
from domain.outbox.message import MessageKind
from domain.visit.messages import CardFacts

HOLD_EXPIRED: Kind[CardFacts, VisitContent[CardFacts]] = Kind(
    MessageKind.HOLD_EXPIRED, CardFacts, is_expired, read_visit
)
