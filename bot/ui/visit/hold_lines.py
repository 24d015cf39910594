"""The card while a time is held and waits for its money, and when that came to nothing."""

from datetime import datetime

from markupsafe import Markup

from bot.callbacks.payments import BookAgain, Pay
from bot.callbacks.visits import AskCancel
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Rows
from bot.ui.text import label
from domain.payments.model import Payment, PaymentState
from domain.shared.time import MINUTE
from domain.visit.model import Visit


def time_left_line(visit: Visit, now: datetime, localizer: Localizer) -> Markup | None:
    """Say how long a time is held yet, and until when: the card is redrawn now and then only."""
    if visit.hold_expires_at is None:
        return None
    return localizer.tn(
        "⏳ {count} minute left, until {time}",
        "⏳ {count} minutes left, until {time}",
        minutes_left(visit.hold_expires_at, now),
        time=localizer.both_times(visit.hold_expires_at, visit.location.timezone),
    )


def time_to_pay(visit: Visit, now: datetime, localizer: Localizer) -> Markup | None:
    """Say in a list that a time is held, and how long yet."""
    if visit.hold_expires_at is None:
        return None
    return localizer.tn(
        "⏳ {count} minute left to pay",
        "⏳ {count} minutes left to pay",
        minutes_left(visit.hold_expires_at, now),
    )


def minutes_left(expires_at: datetime, now: datetime) -> int:
    """Return the minutes left; one that has begun counts whole."""
    return -((now - expires_at) // MINUTE)


def invoice_line(payment: Payment | None, localizer: Localizer) -> Markup:
    """Say what to do about the invoice."""
    if _has_invoice(payment):
        return localizer.t("Please pay the invoice here in the chat, and you are booked.")
    return localizer.t("There is no invoice yet. Please tap the button, and we send it.")


def rows_of_held(visit: Visit, payment: Payment | None, localizer: Localizer) -> Rows:
    """Offer an invoice, the next step unless there is one, or to let the time go."""
    tap = Pay(booking_id=visit.id)
    if _has_invoice(payment):
        pay = Button(label(localizer.t("💳 Send the invoice again")), tap=tap)
    else:
        words = localizer.t("💳 Send the invoice")
        pay = Button(label(words), tap=tap, style=ButtonStyle.PRIMARY)
    let_go = Button(
        label(localizer.t("Let this time go")),
        tap=AskCancel(booking_id=visit.id),
        style=ButtonStyle.DANGER,
    )
    return (pay,), (let_go,)


def rows_of_expired(visit: Visit, localizer: Localizer) -> Rows:
    """Offer to begin again where it ended."""
    again = Button(
        label(localizer.t("📅 Book again")),
        tap=BookAgain(booking_id=visit.id),
        style=ButtonStyle.PRIMARY,
    )
    return ((again,),)


def _has_invoice(payment: Payment | None) -> bool:
    return payment is not None and payment.state is PaymentState.INVOICED
