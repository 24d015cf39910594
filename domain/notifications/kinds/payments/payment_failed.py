"""A payment was tried and did not succeed in time."""

from domain.notifications.content.checks import is_expired
from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_visit
from domain.outbox.message import MessageKind
from domain.visit.messages import CardFacts

PAYMENT_FAILED: Kind[CardFacts, VisitContent[CardFacts]] = Kind(
    MessageKind.PAYMENT_FAILED, CardFacts, is_expired, read_visit
)
