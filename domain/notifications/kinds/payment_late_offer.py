"""A payment came after the time was taken: the client chooses another time or a refund."""

from domain.checkout.messages import LateMoneyFacts
from domain.notifications.checks import is_expired
from domain.notifications.content import VisitContent
from domain.notifications.kind import Kind, Situation
from domain.notifications.reads import read_visit
from domain.outbox.message import MessageKind


def is_waiting(facts: LateMoneyFacts, situation: Situation) -> bool:
    """Return whether the client can still choose, before the automatic refund."""
    return is_expired(facts, situation) and facts.refund_at > situation.now


PAYMENT_LATE_OFFER: Kind[LateMoneyFacts, VisitContent[LateMoneyFacts]] = Kind(
    MessageKind.PAYMENT_LATE_OFFER, LateMoneyFacts, is_waiting, read_visit
)
