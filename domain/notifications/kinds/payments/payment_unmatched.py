"""The admins are asked about a charge that fits no payment."""

from domain.checkout.messages import ChargeFacts
from domain.notifications.content.checks import always
from domain.notifications.content.contents import Content
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_facts
from domain.outbox.message import MessageKind

PAYMENT_UNMATCHED: Kind[ChargeFacts, Content[ChargeFacts]] = Kind(
    MessageKind.PAYMENT_UNMATCHED, ChargeFacts, always, read_facts
)
