from collections.abc import Sequence

from markupsafe import Markup

from bot.callbacks.payments import RefundMade
from bot.ui.layout import column
from bot.ui.localizer import Reader
from bot.ui.screen import Button, Screen
from bot.ui.text import NAME_ON_BUTTON, bold, label, lines, one_line, paragraphs
from bot.ui.visit.message_lines import client_line, visit_lines
from domain.checkout.list_manual_refunds import RefundByHand


def render_refunds(refunds: Sequence[RefundByHand], reader: Reader) -> Screen:
    """Show the admins what they are to send back; a tap notes that it is done."""
    if not refunds:
        return Screen(reader.say("💸 <b>No money is to be sent back by hand</b>"))
    text = paragraphs(
        reader.say("💸 <b>To be sent back by hand</b>"),
        *(_entry(refund, reader) for refund in refunds),
        reader.say("Please send it back at the payment service first, then note it here."),
    )
    return Screen(text, column(_button(refund, reader) for refund in refunds))


def _entry(refund: RefundByHand, reader: Reader) -> Markup:
    return lines(
        bold(_amount(refund, reader)),
        visit_lines(refund.visit, reader),
        client_line(refund.contact),
    )


def _button(refund: RefundByHand, reader: Reader) -> Button:
    amount = _amount(refund, reader)
    if refund.contact is None:
        words = reader.say("✓ {amount} is sent", amount=amount)
    else:
        name = one_line(refund.contact.name, NAME_ON_BUTTON)
        words = reader.say("✓ {amount} is sent to {name}", amount=amount, name=name)
    return Button(label(words), tap=RefundMade(payment_id=refund.payment.id))


def _amount(refund: RefundByHand, reader: Reader) -> str:
    return reader.money(refund.payment.refund or refund.payment.amount)
