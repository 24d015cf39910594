"""The card of a visit is refreshed."""

from domain.notifications.content.checks import always
from domain.notifications.content.contents import Content
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_facts
from domain.outbox.message import MessageKind
from domain.visit.messages import CardFacts

CARD_REFRESH: Kind[CardFacts, Content[CardFacts]] = Kind(
    MessageKind.CARD_REFRESH, CardFacts, always, read_facts
)
