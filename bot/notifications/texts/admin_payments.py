"""Notifications about payments, for admins."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.notifications.texts.registry import to_admins
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.text import lines
from bot.ui.visit.message_lines import client_line, visit_lines
from domain.checkout.messages import ChargeFacts, PaymentFacts, RefundFacts
from domain.notifications.content.contents import Content, VisitContent
from domain.notifications.kinds.payments.deposit_not_taken import DEPOSIT_NOT_TAKEN
from domain.notifications.kinds.payments.payment_failed import PAYMENT_FAILED
from domain.notifications.kinds.payments.payment_refunded import PAYMENT_REFUNDED
from domain.notifications.kinds.payments.payment_unmatched import PAYMENT_UNMATCHED
from domain.notifications.kinds.payments.refund_due import REFUND_DUE
from domain.payments.model import ChargeKind, Outcome
from domain.visit.messages import CardFacts, MoneyFacts

REASONS: Mapping[str, str] = {
    Outcome.UNKNOWN_PAYMENT: gettext_noop("It fits no payment that we asked for."),
    Outcome.FOREIGN_PAYER: gettext_noop("Somebody else paid than the client who was asked."),
    Outcome.WRONG_AMOUNT: gettext_noop("It is another amount than we asked for."),
    Outcome.STUCK: gettext_noop("It could not be entered, though we tried often."),
}


@to_admins(PAYMENT_FAILED)
def payment_failed(content: VisitContent[CardFacts], localizer: Localizer) -> Markup:
    """A client tried to pay, without success."""
    return _about_visit(localizer.t("❌ <b>A payment failed</b>"), content, localizer)


@to_admins(DEPOSIT_NOT_TAKEN)
def deposit_not_taken(content: VisitContent[MoneyFacts], localizer: Localizer) -> Markup:
    """A deposit is too small to be paid in advance, or in a currency that cannot be."""
    amount = localizer.money(content.facts.amount)
    return lines(
        _about_visit(
            localizer.t("💳 <b>A deposit of {amount} cannot be paid here</b>", amount=amount),
            content,
            localizer,
        ),
        localizer.t(
            "Telegram takes no payment below about one US dollar, and not in every currency. Such "
            "visits are booked without a deposit. You read this once only."
        ),
    )


@to_admins(PAYMENT_REFUNDED)
def refunded(content: Content[PaymentFacts], localizer: Localizer) -> Markup:
    """The provider refunded the payment of a visit that is still booked."""
    return lines(
        _about_visit(
            localizer.t(
                "💸 <b>{amount} went back, and the visit stands</b>",
                amount=localizer.money(content.facts.amount),
            ),
            content,
            localizer,
        ),
        localizer.t("The client pays at the visit, unless you cancel it."),
    )


@to_admins(REFUND_DUE)
def refund_due(content: Content[RefundFacts], localizer: Localizer) -> Markup:
    """A refund must be made by hand, or has failed so far."""
    amount = localizer.money(content.facts.amount)
    if content.facts.is_tried_on:
        return lines(
            _about_visit(
                localizer.t("💸 <b>{amount} does not go back</b>", amount=amount),
                content,
                localizer,
            ),
            localizer.t(
                "I have tried often, and try on every hour. If this lasts, please have a look at "
                "the payment service."
            ),
        )
    return lines(
        _about_visit(
            localizer.t("💸 <b>Please send {amount} back</b>", amount=amount), content, localizer
        ),
        localizer.t(
            "The payment service cannot do it for us: please do it there by hand, then note it "
            "with /refunds in your own chat with me."
        ),
    )


@to_admins(PAYMENT_UNMATCHED)
def unmatched(content: Content[ChargeFacts], localizer: Localizer) -> Markup:
    """A payment or a refund could not be matched."""
    reason, amount = REASONS.get(content.facts.reason, ""), localizer.money(content.facts.amount)
    if content.facts.charge_kind is ChargeKind.REFUNDED:
        heading = localizer.t("❓ <b>{amount} went back without a visit</b>", amount=amount)
    else:
        heading = localizer.t("❓ <b>{amount} without a visit</b>", amount=amount)
    return lines(
        heading,
        localizer.t(reason) if reason else None,
        localizer.t(
            "You find it at the payment service by this number: {number}",
            number=Markup("<code>{}</code>").format(content.facts.charge_ref),
        ),
    )


def _about_visit(heading: Markup, content: Content[Any], localizer: Localizer) -> Markup:
    return lines(
        heading, visit_lines(content.visit, localizer), client_line(content.contact, localizer)
    )
