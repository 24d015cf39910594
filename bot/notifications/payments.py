"""What becomes of money, for the client who paid or did not."""

from datetime import datetime

from markupsafe import Markup

from bot.callbacks.changes import OpenFromNotification
from bot.ui.localizer import Localizer
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


def hold_expired(news: News, localizer: Localizer) -> Screen:
    """Nobody paid in time."""
    return Screen(
        paragraphs(
            localizer.t("⌛ <b>The time for paying ran out</b>"),
            visit_lines(news.visit, localizer),
            localizer.t("The time is free for others again, and nothing was charged."),
        ),
        _book_again(news, localizer),
    )


def payment_failed(news: News, localizer: Localizer) -> Screen:
    """Somebody tried to pay, and it did not go through in time."""
    return Screen(
        paragraphs(
            localizer.t("❌ <b>The payment did not go through in time</b>"),
            visit_lines(news.visit, localizer),
            localizer.t("The time is free for others again, and nothing was charged."),
        ),
        _book_again(news, localizer),
    )


def late_offer(news: News, localizer: Localizer) -> Screen:
    """Money came when the time was taken: another one, or the money back."""
    visit, facts = news.visit, news.facts
    if visit is None:
        return Screen(late_heading(localizer))
    refund_at = datetime.fromisoformat(str(facts["refund_at"]))
    text = paragraphs(
        late_heading(localizer),
        visit_lines(visit, localizer),
        choice_line(money_of(news), localizer),
        until_line(refund_at, visit.location.timezone, localizer),
    )
    back = money_back(visit.id, PaymentId(int(facts["payment_id"])), localizer)
    return Screen(text, (other_times_row(visit, localizer), (back,)))


def goes_back(news: News, localizer: Localizer) -> Screen:
    """Money came once too often, or for a visit that was given up."""
    amount = bold(localizer.money(money_of(news)))
    if news.facts["reason"] == Outcome.PAID_TWICE:
        heading = localizer.t("💸 <b>You paid twice</b>")
        words = _second_goes_back(news.visit, amount, localizer)
    else:
        heading = localizer.t("💸 <b>Your payment came after the visit was cancelled</b>")
        words = localizer.t("{amount} goes back to you.", amount=amount)
    text = paragraphs(heading, visit_lines(news.visit, localizer), words)
    return Screen(text, _visit_row(news, localizer))


def _second_goes_back(visit: Visit | None, amount: Markup, localizer: Localizer) -> Markup:
    if visit is None or visit.status not in OCCUPYING:
        return localizer.t("{amount}, the second payment, goes back to you.", amount=amount)
    return localizer.t(
        "Your visit stands, and {amount}, the second payment, goes back to you.", amount=amount
    )


def refunded(news: News, localizer: Localizer) -> Screen:
    """Money went back."""
    return Screen(
        lines(
            localizer.t(
                "💸 <b>{amount} went back to you</b>", amount=localizer.money(money_of(news))
            ),
            visit_lines(news.visit, localizer),
        ),
        _visit_row(news, localizer),
    )


def money_of(news: News) -> Money:
    """Return the sum that the news are about."""
    return Money(int(news.facts["amount_minor"]), str(news.facts["currency"]))


def _visit_row(news: News, localizer: Localizer) -> Rows:
    if news.visit is None:
        return ()
    return (
        (
            Button(
                label(localizer.t("🗂 My visit")), tap=OpenFromNotification(booking_id=news.visit.id)
            ),
        ),
    )


def _book_again(news: News, localizer: Localizer) -> Rows:
    return rows_of_expired(news.visit, localizer) if news.visit else ()
