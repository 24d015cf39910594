"""A user could not be reached and should be called."""

from domain.notifications.checks import always
from domain.notifications.content import Content
from domain.notifications.kind import Kind
from domain.notifications.messages import FailureFacts
from domain.notifications.reads import read_facts
from domain.outbox.message import MessageKind

DELIVERY_FAILED: Kind[FailureFacts, Content[FailureFacts]] = Kind(
    MessageKind.DELIVERY_FAILED, FailureFacts, always, read_facts
)
