"""A deposit was due that the payment provider does not take."""

from domain.notifications.content.checks import always
from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind
from domain.notifications.content.reads import read_visit
from domain.outbox.message import MessageKind
from domain.visit.messages import MoneyFacts

DEPOSIT_NOT_TAKEN: Kind[MoneyFacts, VisitContent[MoneyFacts]] = Kind(
    MessageKind.DEPOSIT_NOT_TAKEN, MoneyFacts, always, read_visit
)
