"""A client added by phone uses the chat from now on."""

from domain.clients.messages import JoinedFacts
from domain.notifications.checks import always
from domain.notifications.content import Content
from domain.notifications.kind import Kind
from domain.notifications.reads import read_facts
from domain.outbox.message import MessageKind

CLIENT_JOINED: Kind[JoinedFacts, Content[JoinedFacts]] = Kind(
    MessageKind.CLIENT_JOINED, JoinedFacts, always, read_facts
)
