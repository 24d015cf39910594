from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks.refunds import RefundMade
from bot.ui.layout import column
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, Screen
from bot.ui.text import NAME_ON_BUTTON, bold, label, lines, paragraphs
from bot.ui.visit.message_lines import client_line, visit_lines
from domain.checkout.list_manual_refunds import ManualRefund


def render_refunds(refunds: Sequence[ManualRefund], localizer: Localizer) -> Screen:
    """Show the admins the manual refunds; a tap marks one as done."""
    if not refunds:
        return Screen(localizer.t("💸 <b>No money is to be sent back by hand</b>"))
    text = paragraphs(
        localizer.t("💸 <b>To be sent back by hand</b>"),
        *(_entry(refund, localizer) for refund in refunds),
        localizer.t("Please send it back at the payment service first, then note it here."),
    )
    return Screen(text, column(_button(refund, localizer) for refund in refunds))


def _entry(refund: ManualRefund, localizer: Localizer) -> Markup:
    return lines(
        bold(_amount(refund, localizer)),
        visit_lines(refund.visit, localizer),
        client_line(refund.contact, localizer),
    )


def _button(refund: ManualRefund, localizer: Localizer) -> Button:
    amount = _amount(refund, localizer)
    if refund.contact is None:
        words = localizer.t("✓ {amount} is sent", amount=amount)
    else:
        name = localizer.person(refund.contact.name, NAME_ON_BUTTON)
        words = localizer.t("✓ {amount} is sent to {name}", amount=amount, name=name)
    return Button(label(words), tap=RefundMade(payment_id=refund.payment.id))


def _amount(refund: ManualRefund, localizer: Localizer) -> str:
    return localizer.money(refund.payment.refund or refund.payment.amount)
