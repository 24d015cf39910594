"""The card of a visit that is held until it is paid, and of one that has expired."""

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
    """Return how long a time is held, and until when: the card is not redrawn every minute."""
    if visit.hold_expires_at is None:
        return None
    return localizer.tn(
        "⏳ {count} minute left, until {time}",
        "⏳ {count} minutes left, until {time}",
        minutes_left(visit.hold_expires_at, now),
        time=localizer.both_times(visit.hold_expires_at, visit.location.timezone),
    )


def time_to_pay(visit: Visit, now: datetime, localizer: Localizer) -> Markup | None:
    """Return how long a time is still held, for a list."""
    if visit.hold_expires_at is None:
        return None
    return localizer.tn(
        "⏳ {count} minute left to pay",
        "⏳ {count} minutes left to pay",
        minutes_left(visit.hold_expires_at, now),
    )


def minutes_left(expires_at: datetime, now: datetime) -> int:
    """Return the minutes left, rounded up."""
    return -((now - expires_at) // MINUTE)


def invoice_line(payment: Payment | None, localizer: Localizer) -> Markup:
    """Return what to do about the invoice."""
    if _has_invoice(payment):
        return localizer.t("Please pay the invoice here in the chat, and you are booked.")
    return localizer.t("There is no invoice yet. Please tap the button, and we send it.")


def rows_of_held(visit: Visit, payment: Payment | None, localizer: Localizer) -> Rows:
    """Return the buttons to send an invoice, primary if there is none, and to release the time."""
    tap = Pay(booking_id=visit.id)
    if _has_invoice(payment):
        pay = Button(label(localizer.t("💳 Send the invoice again")), tap=tap)
    else:
        words = localizer.t("💳 Send the invoice")
        pay = Button(label(words), tap=tap, style=ButtonStyle.PRIMARY)
    release = Button(
        label(localizer.t("Let this time go")),
        tap=AskCancel(booking_id=visit.id),
        style=ButtonStyle.DANGER,
    )
    return (pay,), (release,)


def rows_of_expired(visit: Visit, localizer: Localizer) -> Rows:
    """Return the button to book the same visit again."""
    again = Button(
        label(localizer.t("📅 Book again")),
        tap=BookAgain(booking_id=visit.id),
        style=ButtonStyle.PRIMARY,
    )
    return ((again,),)


def _has_invoice(payment: Payment | None) -> bool:
    return payment is not None and payment.state is PaymentState.INVOICED
