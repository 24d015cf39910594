"""What the admins have to know of money, or to do about it."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.callbacks.payments import OpenRefunds
from bot.notifications.payments import money_of
from bot.ui.localizer import Localizer, gettext_noop
from bot.ui.screen import Button, Rows
from bot.ui.text import label, lines
from bot.ui.visit.message_lines import client_line, visit_lines
from domain.notifications.notification import News
from domain.outbox.message import MessageKind
from domain.payments.model import ChargeKind, Outcome

REASONS: Mapping[str, str] = {
    Outcome.UNKNOWN_PAYMENT: gettext_noop("It fits no payment that we asked for."),
    Outcome.FOREIGN_PAYER: gettext_noop("Somebody else paid than the client who was asked."),
    Outcome.WRONG_AMOUNT: gettext_noop("It is another amount than we asked for."),
    Outcome.STUCK: gettext_noop("It could not be entered, though we tried often."),
}


def payment_failed(news: News, localizer: Localizer) -> Markup:
    """A client tried to pay, in vain."""
    return _about_visit(localizer.t("❌ <b>A payment failed</b>"), news, localizer)


def refunded(news: News, localizer: Localizer) -> Markup:
    """The money of a visit went back at the provider, and the visit stands."""
    return lines(
        _about_visit(
            localizer.t(
                "💸 <b>{amount} went back, and the visit stands</b>",
                amount=localizer.money(money_of(news)),
            ),
            news,
            localizer,
        ),
        localizer.t("The client pays at the visit, unless you cancel it."),
    )


def refund_due(news: News, localizer: Localizer) -> Markup:
    """Money has to be sent back by hand, or could not be sent back so far."""
    amount = localizer.money(money_of(news))
    if "is_tried_on" in news.facts:
        return lines(
            _about_visit(
                localizer.t("💸 <b>{amount} does not go back</b>", amount=amount), news, localizer
            ),
            localizer.t(
                "I have tried often, and try on every hour. If this lasts, please have a look at "
                "the payment service."
            ),
        )
    return lines(
        _about_visit(
            localizer.t("💸 <b>Please send {amount} back</b>", amount=amount), news, localizer
        ),
        localizer.t(
            "The payment service cannot do it for us: please do it there by hand, then note it "
            "with /refunds in your own chat with me."
        ),
    )


def unmatched(news: News, localizer: Localizer) -> Markup:
    """Money came, or went back, and nobody knows what for."""
    reason, amount = REASONS.get(str(news.facts["reason"]), ""), localizer.money(money_of(news))
    if news.facts["charge_kind"] == ChargeKind.REFUNDED:
        heading = localizer.t("❓ <b>{amount} went back without a visit</b>", amount=amount)
    else:
        heading = localizer.t("❓ <b>{amount} without a visit</b>", amount=amount)
    return lines(
        heading,
        localizer.t(reason) if reason else None,
        localizer.t(
            "You find it at the payment service by this number: {number}",
            number=Markup("<code>{}</code>").format(news.facts["telegram_charge_id"]),
        ),
    )


def refund_rows(told: Sequence[News], localizer: Localizer) -> Rows:
    """Return the button to the list of what is to be sent back, if there is news of any."""
    if not any(_is_for_a_person(news) for news in told):
        return ()
    return ((Button(label(localizer.t("💸 To be sent back")), tap=OpenRefunds()),),)


def _is_for_a_person(news: News) -> bool:
    return news.kind is MessageKind.REFUND_DUE and "is_tried_on" not in news.facts


def _about_visit(heading: Markup, news: News, localizer: Localizer) -> Markup:
    return lines(heading, visit_lines(news.visit, localizer), client_line(news.contact))
