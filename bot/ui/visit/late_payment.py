"""The card of a visit that was paid after another client had taken the time."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.callbacks.payments import MoneyBack, OtherTimes, TakeOtherTimeTap
from bot.callbacks.values import minute_of
from bot.ui.layout import column
from bot.ui.localizer import Localizer
from bot.ui.screen import Button, ButtonStyle, Screen
from bot.ui.text import bold, capitalized, label, paragraphs
from bot.ui.visit.lines import item_lines, when_lines
from domain.payments.model import Payment
from domain.shared.ids import BookingId, PaymentId
from domain.shared.money import Money
from domain.visit.model import Visit


def render_late_payment(
    visit: Visit, payment: Payment, starts: Sequence[datetime], localizer: Localizer
) -> Screen:
    """Offer the nearest other times, one tap each, or the money back."""
    zone = visit.location.timezone
    text = paragraphs(
        late_heading(localizer),
        when_lines(visit.items, zone, localizer),
        item_lines(visit.items, zone, localizer, with_prices=True),
        choice_line(payment.amount, localizer),
        until_line(payment.refund_at, zone, localizer) if payment.refund_at else None,
        localizer.t("These are the nearest free times:") if starts else None,
    )
    buttons = (
        Button(
            label(capitalized(localizer.day_and_time(start_at, zone))),
            tap=TakeOtherTimeTap(
                booking_id=visit.id, payment_id=payment.id, minute=minute_of(start_at)
            ),
        )
        for start_at in starts
    )
    return Screen(text, (*column(buttons), (money_back(visit.id, payment.id, localizer),)))


def late_heading(localizer: Localizer) -> Markup:
    """Return what happened."""
    return localizer.t("💸 <b>Your payment came too late</b>")


def choice_line(amount: Money, localizer: Localizer) -> Markup:
    """Return what the client can do with the money."""
    return localizer.t(
        "This time is taken by now. Your money, {amount}, is safe: take another time for it, "
        "or have it back.",
        amount=bold(localizer.money(amount)),
    )


def until_line(refund_at: datetime, zone: ZoneInfo, localizer: Localizer) -> Markup:
    """Return what happens if the client chooses nothing."""
    return localizer.t(
        "If you choose nothing until {time}, you get it back.",
        time=localizer.both_times(refund_at, zone),
    )


def waiting_line(visit: Visit, localizer: Localizer) -> Markup | None:
    """Return that money waits, and until when, for screens with other content."""
    if visit.money_waits_until is None:
        return None
    return localizer.t(
        "💸 <b>Your money waits</b>: please choose another time until {time}, or have it back.",
        time=localizer.both_times(visit.money_waits_until, visit.location.timezone),
    )


def other_times_row(visit: Visit, localizer: Localizer) -> tuple[Button, ...]:
    """Return the button to the card that offers other times."""
    words = label(localizer.t("🕒 Other times"))
    return (Button(words, tap=OtherTimes(booking_id=visit.id), style=ButtonStyle.PRIMARY),)


def money_back(booking_id: BookingId, payment_id: PaymentId, localizer: Localizer) -> Button:
    """Return the button to take a refund instead of another time."""
    return Button(
        label(localizer.t("💸 Money back")),
        tap=MoneyBack(booking_id=booking_id, payment_id=payment_id),
        style=ButtonStyle.DANGER,
    )
