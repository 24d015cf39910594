"""The price of a visit, its payment and its refund."""

from markupsafe import Markup

from bot.ui.localizer import Localizer
from bot.ui.text import bold, lines
from domain.payments.model import Payment, PaymentState
from domain.shared.money import Money
from domain.visit.card import VisitCard
from domain.visit.model import BookingStatus


def money_lines(card: VisitCard, localizer: Localizer) -> Markup:
    """Return the price of the visit and the state of its payment."""
    return lines(price_line(card.visit.price, localizer), _payment_line(card, localizer))


def price_line(price: Money, localizer: Localizer) -> Markup:
    """Return the price of a visit."""
    return localizer.t("💳 Price: {price}", price=bold(localizer.money(price)))


def due_line(now: Money, price: Money, localizer: Localizer) -> Markup:
    """Return what is due now, and what is left to pay at the visit."""
    amount = bold(localizer.money(now))
    if now == price:
        return localizer.t("👉 To pay now: {amount}, all of it", amount=amount)
    return localizer.t(
        "👉 To pay now: {amount}, and {rest} at your visit",
        amount=amount,
        rest=localizer.money(price - now),
    )


def has_moved(payment: Payment | None) -> bool:
    """Return whether the visit was ever paid, also if it was refunded."""
    return payment is not None and payment.charge_ref is not None


def _payment_line(card: VisitCard, localizer: Localizer) -> Markup | None:
    visit = card.visit
    if card.is_held and card.is_coming and visit.deposit:
        return due_line(visit.deposit, visit.price, localizer)
    match card.payment:
        case Payment(state=PaymentState.PAID, amount=amount):
            return _paid_line(amount, card, localizer)
        case Payment(state=PaymentState.REFUND_DUE) as payment:
            return _goes_back_line(payment, localizer)
        case Payment(state=PaymentState.REFUNDED) as payment:
            return _went_back_line(payment, card, localizer)
        case _:
            return None


def _paid_line(paid: Money, card: VisitCard, localizer: Localizer) -> Markup:
    amount = bold(localizer.money(paid))
    if card.visit.status is BookingStatus.CANCELLED:
        return localizer.t(
            "💸 You paid {amount}, which is kept: the cancel was late.", amount=amount
        )
    if not card.is_coming:
        return localizer.t("✔️ Paid in advance: {amount}", amount=amount)
    if paid == card.visit.price:
        return localizer.t("✔️ Paid: {amount}, all of it", amount=amount)
    return localizer.t(
        "✔️ Paid: {amount}, and {rest} is left for your visit",
        amount=amount,
        rest=localizer.money(card.visit.price - paid),
    )


def _goes_back_line(payment: Payment, localizer: Localizer) -> Markup:
    amount = bold(localizer.money(payment.refund or payment.amount))
    if payment.is_by_hand:
        return localizer.t(
            "💸 {amount} goes back to you. We send it by hand, within a few days.", amount=amount
        )
    return localizer.t("💸 {amount} goes back to you.", amount=amount)


def _went_back_line(payment: Payment, card: VisitCard, localizer: Localizer) -> Markup:
    amount = bold(localizer.money(payment.refund or payment.amount))
    if card.is_coming:
        return localizer.t(
            "💸 {amount} went back to you, so please pay at your visit.", amount=amount
        )
    return localizer.t("💸 {amount} went back to you.", amount=amount)
