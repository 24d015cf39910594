"""A payment was refunded."""

from domain.checkout.messages import PaymentFacts
from domain.notifications.content.checks import always
from domain.notifications.content.contents import Content
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_facts
from domain.outbox.message import MessageKind

PAYMENT_REFUNDED: Kind[PaymentFacts, Content[PaymentFacts]] = Kind(
    MessageKind.PAYMENT_REFUNDED, PaymentFacts, always, read_facts
)
