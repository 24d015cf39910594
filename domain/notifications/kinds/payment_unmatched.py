"""The admins are asked about a charge that fits no payment."""

from domain.checkout.messages import ChargeFacts
from domain.notifications.checks import always
from domain.notifications.content import Content
from domain.notifications.kind import Kind
from domain.notifications.reads import read_facts
from domain.outbox.message import MessageKind

PAYMENT_UNMATCHED: Kind[ChargeFacts, Content[ChargeFacts]] = Kind(
    MessageKind.PAYMENT_UNMATCHED, ChargeFacts, always, read_facts
)
