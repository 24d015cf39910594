"""The admins are asked about a refund that the program cannot send."""

from domain.checkout.messages import RefundFacts
from domain.notifications.content.checks import always
from domain.notifications.content.contents import Content
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_facts
from domain.outbox.message import MessageKind

REFUND_DUE: Kind[RefundFacts, Content[RefundFacts]] = Kind(
    MessageKind.REFUND_DUE, RefundFacts, always, read_facts
)
