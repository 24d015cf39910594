"""The money of a visit, for the staff."""

from markupsafe import Markup

from bot.ui.localizer import Localizer
from bot.ui.text import bold, lines
from bot.ui.visit.money import price_line
from bot.ui.visit.outcome import paid_line
from domain.payments.model import Payment, PaymentState
from domain.visit.model import BookingStatus
from domain.visit_queries.get_staff_visit import StaffVisitCard


def staff_money_lines(card: StaffVisitCard, localizer: Localizer) -> Markup:
    """Return the price of a visit and the state of its payment."""
    visit = card.visit
    return lines(
        price_line(visit.price, localizer),
        _awaited_line(card, localizer),
        paid_line(visit, localizer),
        _other_way_line(card, localizer),
    )


def _awaited_line(card: StaffVisitCard, localizer: Localizer) -> Markup | None:
    visit = card.visit
    if visit.deposit is None or visit.hold_expires_at is None:
        return None
    return localizer.t(
        "👉 To be paid in advance until {time}: {amount}",
        time=localizer.time(visit.hold_expires_at, visit.location.timezone),
        amount=bold(localizer.money(visit.deposit)),
    )


def _other_way_line(card: StaffVisitCard, localizer: Localizer) -> Markup | None:
    """Return what waits, is refunded, or is retained after a cancellation."""
    visit = card.visit
    match card.payment:
        case Payment(state=PaymentState.REFUND_DUE) as payment if visit.money_waits_until:
            return localizer.t(
                "💸 {amount} came too late and waits: the client can choose another time until "
                "{time}, else it goes back",
                amount=bold(localizer.money(payment.amount)),
                time=localizer.time(visit.money_waits_until, visit.location.timezone),
            )
        case Payment(state=PaymentState.REFUND_DUE, is_by_hand=True) as payment:
            return localizer.t(
                "💸 To be sent back by hand: {amount}", amount=_back(payment, localizer)
            )
        case Payment(state=PaymentState.REFUND_DUE) as payment:
            return localizer.t("💸 Goes back: {amount}", amount=_back(payment, localizer))
        case Payment(state=PaymentState.REFUNDED) as payment:
            return localizer.t("💸 Went back: {amount}", amount=_back(payment, localizer))
        case Payment(state=PaymentState.PAID, amount=amount) if (
            visit.status is BookingStatus.CANCELLED
        ):
            return localizer.t("✔️ Paid and kept: {amount}", amount=bold(localizer.money(amount)))
        case _:
            return None


def _back(payment: Payment, localizer: Localizer) -> Markup:
    return bold(localizer.money(payment.refund or payment.amount))
