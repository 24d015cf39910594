"""A visit was paid twice, or was paid after it was cancelled."""

from domain.checkout.messages import ExtraMoneyFacts
from domain.notifications.content.checks import always
from domain.notifications.content.contents import Content
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_facts
from domain.outbox.message import MessageKind

PAYMENT_DUPLICATE_REFUND: Kind[ExtraMoneyFacts, Content[ExtraMoneyFacts]] = Kind(
    MessageKind.PAYMENT_DUPLICATE_REFUND, ExtraMoneyFacts, always, read_facts
)
