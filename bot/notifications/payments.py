"""What becomes of money, for the client who paid or did not."""

from datetime import datetime

from markupsafe import Markup

from bot.callbacks.changes import OpenTold
from bot.ui.localizer import Reader
from bot.ui.screen import Button, Rows, Screen
from bot.ui.text import bold, label, lines, paragraphs
from bot.ui.visit.hold_lines import rows_of_expired
from bot.ui.visit.late_payment import (
    choice_line,
    late_heading,
    money_back,
    other_times_row,
    until_line,
)
from bot.ui.visit.message_lines import visit_lines
from domain.notifications.notification import News
from domain.payments.model import Outcome
from domain.shared.ids import PaymentId
from domain.shared.money import Money
from domain.visit.model import OCCUPYING, Visit


def hold_expired(news: News, reader: Reader) -> Screen:
    """Nobody paid in time."""
    return Screen(
        paragraphs(
            reader.say("⌛ <b>The time for paying ran out</b>"),
            visit_lines(news.visit, reader),
            reader.say("The time is free for others again, and nothing was charged."),
        ),
        _book_again(news, reader),
    )


def payment_failed(news: News, reader: Reader) -> Screen:
    """Somebody tried to pay, and it did not go through in time."""
    return Screen(
        paragraphs(
            reader.say("❌ <b>The payment did not go through in time</b>"),
            visit_lines(news.visit, reader),
            reader.say("The time is free for others again, and nothing was charged."),
        ),
        _book_again(news, reader),
    )


def late_offer(news: News, reader: Reader) -> Screen:
    """Money came when the time was taken: another one, or the money back."""
    visit, facts = news.visit, news.facts
    if visit is None:
        return Screen(late_heading(reader))
    refund_at = datetime.fromisoformat(str(facts["refund_at"]))
    text = paragraphs(
        late_heading(reader),
        visit_lines(visit, reader),
        choice_line(money_of(news), reader),
        until_line(refund_at, visit.location.timezone, reader),
    )
    back = money_back(visit.id, PaymentId(int(facts["payment_id"])), reader)
    return Screen(text, (other_times_row(visit, reader), (back,)))


def goes_back(news: News, reader: Reader) -> Screen:
    """Money came once too often, or for a visit that was given up."""
    amount = bold(reader.money(money_of(news)))
    if news.facts["reason"] == Outcome.PAID_TWICE:
        heading = reader.say("💸 <b>You paid twice</b>")
        words = _second_goes_back(news.visit, amount, reader)
    else:
        heading = reader.say("💸 <b>Your payment came after the visit was cancelled</b>")
        words = reader.say("{amount} goes back to you.", amount=amount)
    text = paragraphs(heading, visit_lines(news.visit, reader), words)
    return Screen(text, _visit_row(news, reader))


def _second_goes_back(visit: Visit | None, amount: Markup, reader: Reader) -> Markup:
    if visit is None or visit.status not in OCCUPYING:
        return reader.say("{amount}, the second payment, goes back to you.", amount=amount)
    return reader.say(
        "Your visit stands, and {amount}, the second payment, goes back to you.", amount=amount
    )


def refunded(news: News, reader: Reader) -> Screen:
    """Money went back."""
    return Screen(
        lines(
            reader.say("💸 <b>{amount} went back to you</b>", amount=reader.money(money_of(news))),
            visit_lines(news.visit, reader),
        ),
        _visit_row(news, reader),
    )


def money_of(news: News) -> Money:
    """Return the sum that the news are about."""
    return Money(int(news.facts["amount_minor"]), str(news.facts["currency"]))


def _visit_row(news: News, reader: Reader) -> Rows:
    if news.visit is None:
        return ()
    return ((Button(label(reader.say("🗂 My visit")), tap=OpenTold(booking_id=news.visit.id)),),)


def _book_again(news: News, reader: Reader) -> Rows:
    return rows_of_expired(news.visit, reader) if news.visit else ()
