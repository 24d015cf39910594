"""The card of a visit whose money came after somebody else had taken the time."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.callbacks import MoneyBack, TakeOtherTimeTap, minute_of
from bot.views.reader import Reader
from bot.views.rows import column
from bot.views.screen import Button, ButtonStyle, Screen
from bot.views.visit_lines import item_lines, when_lines
from bot.views.words import bold, capitalized, label, paragraphs
from domain.booking.model import Visit
from domain.payments.model import Payment


def render_late_payment(
    visit: Visit, payment: Payment, starts: Sequence[datetime], reader: Reader
) -> Screen:
    """Offer the nearest other times, one tap each, or the money back."""
    zone = visit.location.timezone
    text = paragraphs(
        reader.say("💸 <b>Your payment came too late</b>"),
        when_lines(visit.items, zone, reader),
        item_lines(visit.items, zone, reader, with_prices=True),
        reader.say(
            "This time is taken by now. Your money, {amount}, is safe: take another time for it, "
            "or have it back.",
            amount=bold(reader.money(payment.amount)),
        ),
        reader.say("These are the nearest free times:") if starts else None,
        _silence(visit, payment, reader),
    )
    return Screen(text, column(_buttons(visit, payment, starts, reader)))


def _silence(visit: Visit, payment: Payment, reader: Reader) -> Markup | None:
    """Say what happens if nothing is chosen."""
    if payment.refund_at is None:
        return None
    until = reader.time(payment.refund_at, visit.location.timezone)
    return reader.say("If you choose nothing until {time}, you get it back.", time=until)


def _buttons(
    visit: Visit, payment: Payment, starts: Sequence[datetime], reader: Reader
) -> Iterator[Button]:
    for start_at in starts:
        yield Button(
            label(capitalized(reader.day_and_time(start_at, visit.location.timezone))),
            tap=TakeOtherTimeTap(
                booking_id=visit.id, payment_id=payment.id, minute=minute_of(start_at)
            ),
        )
    yield Button(
        label(reader.say("💸 Money back")),
        tap=MoneyBack(booking_id=visit.id, payment_id=payment.id),
        style=ButtonStyle.DANGER,
    )
