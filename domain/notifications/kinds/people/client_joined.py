"""A client added by phone uses the chat from now on."""

from domain.clients.messages import JoinedFacts
from domain.notifications.content.checks import always
from domain.notifications.content.contents import Content
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_facts
from domain.outbox.message import MessageKind

CLIENT_JOINED: Kind[JoinedFacts, Content[JoinedFacts]] = Kind(
    MessageKind.CLIENT_JOINED, JoinedFacts, always, read_facts
)
