"""A user could not be reached and should be called."""

from domain.notifications.content.checks import always
from domain.notifications.content.contents import Content
from domain.notifications.content.kind import Kind
from domain.notifications.content.messages import FailureFacts
from domain.notifications.content.reads import read_facts
from domain.outbox.message import MessageKind

DELIVERY_FAILED: Kind[FailureFacts, Content[FailureFacts]] = Kind(
    MessageKind.DELIVERY_FAILED, FailureFacts, always, read_facts
)
