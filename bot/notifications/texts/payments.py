"""Notifications about payments, for the client."""

from typing import Any

from markupsafe import Markup

from bot.callbacks.changes import OpenFromNotification
from bot.notifications.texts.registry import to_one
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import bold, label, lines, paragraphs
from bot.ui.visit.hold_lines import rows_of_expired
from bot.ui.visit.late_payment import (
    choice_line,
    late_heading,
    money_back,
    other_times_row,
    until_line,
)
from bot.ui.visit.message_lines import visit_lines
from domain.checkout.messages import ExtraMoneyFacts, LateMoneyFacts, PaymentFacts
from domain.notifications.content.contents import Content, VisitContent
from domain.notifications.kinds.payments.hold_expired import HOLD_EXPIRED
from domain.notifications.kinds.payments.payment_duplicate_refund import PAYMENT_DUPLICATE_REFUND
from domain.notifications.kinds.payments.payment_failed import PAYMENT_FAILED
from domain.notifications.kinds.payments.payment_late_offer import PAYMENT_LATE_OFFER
from domain.notifications.kinds.payments.payment_refunded import PAYMENT_REFUNDED
from domain.payments.model import Outcome
from domain.visit.messages import CardFacts
from domain.visit.model import OCCUPYING, Visit


@to_one(HOLD_EXPIRED)
def hold_expired(content: VisitContent[CardFacts], localizer: Localizer) -> Screen:
    """The client did not pay in time."""
    return Screen(
        paragraphs(
            localizer.t("⌛ <b>The time for paying ran out</b>"),
            visit_lines(content.visit, localizer),
            localizer.t("The time is free for others again, and nothing was charged."),
        ),
        rows_of_expired(content.visit, localizer),
    )


@to_one(PAYMENT_FAILED)
def payment_failed(content: VisitContent[CardFacts], localizer: Localizer) -> Screen:
    """The client tried to pay, but the payment did not go through in time."""
    return Screen(
        paragraphs(
            localizer.t("❌ <b>The payment did not go through in time</b>"),
            visit_lines(content.visit, localizer),
            localizer.t("The time is free for others again, and nothing was charged."),
        ),
        rows_of_expired(content.visit, localizer),
    )


@to_one(PAYMENT_LATE_OFFER)
def late_offer(content: VisitContent[LateMoneyFacts], localizer: Localizer) -> Screen:
    """A payment came after the time was taken: offer another time or a refund."""
    visit, facts = content.visit, content.facts
    text = paragraphs(
        late_heading(localizer),
        visit_lines(visit, localizer),
        choice_line(facts.amount, localizer),
        until_line(facts.refund_at, visit.location.timezone, localizer),
    )
    back = money_back(visit.id, facts.payment_id, localizer)
    return Screen(text, (other_times_row(visit, localizer), (back,)))


@to_one(PAYMENT_DUPLICATE_REFUND)
def goes_back(content: Content[ExtraMoneyFacts], localizer: Localizer) -> Screen:
    """A second payment, or one for a cancelled visit, is refunded."""
    amount = bold(localizer.money(content.facts.amount))
    if content.facts.reason is Outcome.PAID_TWICE:
        heading = localizer.t("💸 <b>You paid twice</b>")
        words = _second_goes_back(content.visit, amount, localizer)
    else:
        heading = localizer.t("💸 <b>Your payment came after the visit was cancelled</b>")
        words = localizer.t("{amount} goes back to you.", amount=amount)
    text = paragraphs(heading, visit_lines(content.visit, localizer), words)
    return Screen(text, _visit_row(content, localizer))


def _second_goes_back(visit: Visit | None, amount: Markup, localizer: Localizer) -> Markup:
    if visit is None or visit.status not in OCCUPYING:
        return localizer.t("{amount}, the second payment, goes back to you.", amount=amount)
    return localizer.t(
        "Your visit stands, and {amount}, the second payment, goes back to you.", amount=amount
    )


@to_one(PAYMENT_REFUNDED)
def refunded(content: Content[PaymentFacts], localizer: Localizer) -> Screen:
    """A payment was refunded."""
    return Screen(
        lines(
            localizer.t(
                "💸 <b>{amount} went back to you</b>", amount=localizer.money(content.facts.amount)
            ),
            visit_lines(content.visit, localizer),
        ),
        _visit_row(content, localizer),
    )


def _visit_row(content: Content[Any], localizer: Localizer) -> Rows:
    if content.visit is None:
        return ()
    return (
        (
            Button(
                label(localizer.t("🗂 My visit")),
                tap=OpenFromNotification(booking_id=content.visit.id),
            ),
        ),
    )
