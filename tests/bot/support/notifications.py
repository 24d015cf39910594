"""A notification of every kind that has words, to everybody who reads it."""

from collections.abc import Iterator
from typing import Any

from bot.notifications.texts import TO_ADMINS, TO_ONE
from domain.checkout.messages import (
    ChargeFacts,
    ExtraMoneyFacts,
    LateMoneyFacts,
    PaymentFacts,
    RefundFacts,
)
from domain.clients.messages import JoinedFacts
from domain.correspondence.messages import VisitMessageFacts
from domain.delays.messages import DelayFacts
from domain.notifications.content.contents import (
    CancelledContent,
    ChangeableContent,
    Content,
    DigestContent,
    Notification,
    VisitContent,
    WrittenContent,
)
from domain.notifications.content.messages import FailureFacts
from domain.outbox.message import Audience, Facts, MessageKind
from domain.outbox.recipient import Contact, Recipient
from domain.outcomes.messages import OutcomesFacts
from domain.payments.model import ChargeKind, Outcome
from domain.reporting.due import DigestKind
from domain.reporting.queue_digests import DigestFacts
from domain.shared.destination import Chat
from domain.shared.ids import PaymentId, UserId
from domain.visit.correspondence import VisitMessageId, WrittenText
from domain.visit.messages import CancelledFacts, CardFacts
from tests.bot.support.digest_sample import DIGEST, TODAY
from tests.bot.support.salon import NOW, Salon
from tests.bot.support.visit_screens import facts_of
from tests.support.ids import ID

MONEY = (20_00, "EUR", PaymentId(ID))
FACTS: dict[MessageKind, Facts] = {
    MessageKind.BOOKING_CANCELLED: CancelledFacts(1000),
    MessageKind.HOLD_EXPIRED: CardFacts(),
    MessageKind.PAYMENT_FAILED: CardFacts(),
    MessageKind.PAYMENT_LATE_OFFER: LateMoneyFacts(*MONEY, NOW),
    MessageKind.PAYMENT_DUPLICATE_REFUND: ExtraMoneyFacts(*MONEY, Outcome.PAID_TWICE),
    MessageKind.PAYMENT_REFUNDED: PaymentFacts(*MONEY),
    MessageKind.REFUND_DUE: RefundFacts(*MONEY, UserId(ID)),
    MessageKind.PAYMENT_UNMATCHED: ChargeFacts(
        20_00, "EUR", Outcome.STUCK, ChargeKind.PAID, "ch_5Kf3", ID
    ),
    MessageKind.DELIVERY_FAILED: FailureFacts(MessageKind.REMINDER),
    MessageKind.CLIENT_JOINED: JoinedFacts(UserId(ID)),
    MessageKind.OUTCOMES_ASKED: OutcomesFacts(4),
    MessageKind.RUNNING_LATE: DelayFacts(NOW, 15, NOW),
    MessageKind.VISIT_MESSAGE: VisitMessageFacts(VisitMessageId(ID)),
    MessageKind.DIGEST: DigestFacts(TODAY, DigestKind.DAY),
}


def content_of(salon: Salon, kind: MessageKind) -> Content[Any]:
    """What a message of a kind is about."""
    facts = FACTS[kind] if kind in FACTS else facts_of(salon, kind)
    about = (kind, facts, salon.visit(), Contact(salon.word or "Anna", "+49 30 1234"))
    match kind:
        case MessageKind.BOOKING_MADE | MessageKind.BOOKING_MOVED | MessageKind.REMINDER:
            return ChangeableContent(*about)
        case MessageKind.BOOKING_CANCELLED:
            return CancelledContent(*about, reason=salon.word or "The pipe broke")
        case MessageKind.VISIT_MESSAGE:
            said = WrittenText(f"Come early\n{salon.word or 'please'}", salon.label("Mia"))
            return WrittenContent(*about, said=said)
        case MessageKind.DIGEST:
            return DigestContent(kind, facts, digest=DIGEST)
        case _:
            return VisitContent(*about)


def every_notification(salon: Salon, language: str) -> Iterator[Notification]:
    """Yield them all."""
    person = Recipient(Chat(ID), language, user_id=UserId(ID))
    for kinds, audience in ((TO_ONE, Audience.CLIENT), (TO_ADMINS, Audience.ADMINS)):
        for kind in kinds:
            yield Notification(person, audience, (content_of(salon, kind),))
