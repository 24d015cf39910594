"""What a visit costs, what was paid of it, and what goes back."""

from markupsafe import Markup

from bot.ui.localizer import Reader
from bot.ui.text import bold, lines
from domain.payments.model import Payment, PaymentState
from domain.shared.money import Money
from domain.visit.model import BookingStatus
from domain.visit_queries.get_visit import VisitCard


def money_lines(card: VisitCard, reader: Reader) -> Markup:
    """Say what the visit costs, and where the money for it stands."""
    return lines(price_line(card.visit.price, reader), _payment_line(card, reader))


def price_line(price: Money, reader: Reader) -> Markup:
    """Say what a visit costs."""
    return reader.say("💳 Price: {price}", price=bold(reader.money(price)))


def due_line(now: Money, price: Money, reader: Reader) -> Markup:
    """Say what is to be paid now, and what is left for the visit."""
    amount = bold(reader.money(now))
    if now == price:
        return reader.say("👉 To pay now: {amount}, all of it", amount=amount)
    return reader.say(
        "👉 To pay now: {amount}, and {rest} at your visit",
        amount=amount,
        rest=reader.money(price - now),
    )


def has_moved(payment: Payment | None) -> bool:
    """Tell whether any money came for the visit, whatever became of it."""
    return payment is not None and payment.telegram_charge_id is not None


def _payment_line(card: VisitCard, reader: Reader) -> Markup | None:
    visit = card.visit
    if card.is_held and card.is_coming and visit.deposit:
        return due_line(visit.deposit, visit.price, reader)
    match card.payment:
        case Payment(state=PaymentState.PAID, amount=amount):
            return _paid_line(amount, card, reader)
        case Payment(state=PaymentState.REFUND_DUE) as payment:
            return _goes_back_line(payment, reader)
        case Payment(state=PaymentState.REFUNDED) as payment:
            return _went_back_line(payment, card, reader)
        case _:
            return None


def _paid_line(paid: Money, card: VisitCard, reader: Reader) -> Markup:
    amount = bold(reader.money(paid))
    if card.visit.status is BookingStatus.CANCELLED:
        return reader.say(
            "💸 You paid {amount}, which is kept: the cancel was late.", amount=amount
        )
    if not card.is_coming:
        return reader.say("✔️ Paid in advance: {amount}", amount=amount)
    if paid == card.visit.price:
        return reader.say("✔️ Paid: {amount}, all of it", amount=amount)
    return reader.say(
        "✔️ Paid: {amount}, and {rest} is left for your visit",
        amount=amount,
        rest=reader.money(card.visit.price - paid),
    )


def _goes_back_line(payment: Payment, reader: Reader) -> Markup:
    amount = bold(reader.money(payment.refund or payment.amount))
    if payment.is_by_hand:
        return reader.say(
            "💸 {amount} goes back to you. We send it by hand, within a few days.", amount=amount
        )
    return reader.say("💸 {amount} goes back to you.", amount=amount)


def _went_back_line(payment: Payment, card: VisitCard, reader: Reader) -> Markup:
    amount = bold(reader.money(payment.refund or payment.amount))
    if card.is_coming:
        return reader.say(
            "💸 {amount} went back to you, so please pay at your visit.", amount=amount
        )
    return reader.say("💸 {amount} went back to you.", amount=amount)
