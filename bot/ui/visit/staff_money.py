"""The money of a visit, for the staff."""

from markupsafe import Markup

from bot.ui.localizer import Reader
from bot.ui.text import bold, lines
from bot.ui.visit.money import price_line
from bot.ui.visit.outcome import paid_line
from domain.payments.model import Payment, PaymentState
from domain.visit.model import BookingStatus
from domain.visit_queries.get_staff_visit import StaffVisitCard


def staff_money_lines(card: StaffVisitCard, reader: Reader) -> Markup:
    """Say what a visit costs, and where the money for it stands."""
    visit = card.visit
    return lines(
        price_line(visit.price, reader),
        _awaited_line(card, reader),
        paid_line(visit, reader),
        _other_way_line(card, reader),
    )


def _awaited_line(card: StaffVisitCard, reader: Reader) -> Markup | None:
    visit = card.visit
    if visit.deposit is None or visit.hold_expires_at is None:
        return None
    return reader.say(
        "👉 To be paid in advance until {time}: {amount}",
        time=reader.time(visit.hold_expires_at, visit.location.timezone),
        amount=bold(reader.money(visit.deposit)),
    )


def _other_way_line(card: StaffVisitCard, reader: Reader) -> Markup | None:
    """Say what waits, goes back or went back, or is kept of a visit that was cancelled."""
    visit = card.visit
    match card.payment:
        case Payment(state=PaymentState.REFUND_DUE) as payment if visit.money_waits_until:
            return reader.say(
                "💸 {amount} came too late and waits: the client can choose another time until "
                "{time}, else it goes back",
                amount=bold(reader.money(payment.amount)),
                time=reader.time(visit.money_waits_until, visit.location.timezone),
            )
        case Payment(state=PaymentState.REFUND_DUE, is_by_hand=True) as payment:
            return reader.say("💸 To be sent back by hand: {amount}", amount=_back(payment, reader))
        case Payment(state=PaymentState.REFUND_DUE) as payment:
            return reader.say("💸 Goes back: {amount}", amount=_back(payment, reader))
        case Payment(state=PaymentState.REFUNDED) as payment:
            return reader.say("💸 Went back: {amount}", amount=_back(payment, reader))
        case Payment(state=PaymentState.PAID, amount=amount) if (
            visit.status is BookingStatus.CANCELLED
        ):
            return reader.say("✔️ Paid and kept: {amount}", amount=bold(reader.money(amount)))
        case _:
            return None


def _back(payment: Payment, reader: Reader) -> Markup:
    return bold(reader.money(payment.refund or payment.amount))
