"""The card of a visit is refreshed."""

from domain.notifications.checks import always
from domain.notifications.content import Content
from domain.notifications.kind import Kind
from domain.notifications.reads import read_facts
from domain.outbox.message import MessageKind
from domain.visit.messages import CardFacts

CARD_REFRESH: Kind[CardFacts, Content[CardFacts]] = Kind(
    MessageKind.CARD_REFRESH, CardFacts, always, read_facts
)
