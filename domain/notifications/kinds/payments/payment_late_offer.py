"""A payment came after the time was taken: the client chooses another time or a refund."""

from domain.checkout.messages import LateMoneyFacts
from domain.notifications.content.checks import is_expired
from domain.notifications.content.contents import VisitContent
from domain.notifications.content.kind import Kind, Situation
from domain.notifications.content.reads import read_visit
from domain.outbox.message import MessageKind


def is_waiting(facts: LateMoneyFacts, situation: Situation) -> bool:
    """Return whether the client can still choose, before the automatic refund."""
    return is_expired(facts, situation) and facts.refund_at > situation.now


PAYMENT_LATE_OFFER: Kind[LateMoneyFacts, VisitContent[LateMoneyFacts]] = Kind(
    MessageKind.PAYMENT_LATE_OFFER, LateMoneyFacts, is_waiting, read_visit
)
