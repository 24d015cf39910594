"""A payment was refunded."""

from domain.checkout.messages import PaymentFacts
from domain.notifications.checks import always
from domain.notifications.content import Content
from domain.notifications.kind import Kind
from domain.notifications.reads import read_facts
from domain.outbox.message import MessageKind

PAYMENT_REFUNDED: Kind[PaymentFacts, Content[PaymentFacts]] = Kind(
    MessageKind.PAYMENT_REFUNDED, PaymentFacts, always, read_facts
)
